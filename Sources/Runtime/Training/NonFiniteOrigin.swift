/// The first node, in the order of execution, that makes a number that is not finite: forward, then
/// backward.
public struct NonFiniteOrigin: Sendable, Equatable {
  /// A tensor of floats that the node reads or makes.
  public struct Quantity: Sendable, Equatable {
    /// The name of the value, or of the value of which it is the gradient.
    public let name: String
    /// Whether it is the gradient of the loss by the value.
    public let isGradient: Bool
    /// Its numbers.
    public let range: NumberRange
  }

  /// The node's name, such as `convs.0.conv`; a node of the gradient has its forward node's.
  public let node: String
  /// The result that is not finite.
  public let result: Quantity
  /// What the node read, in the order of its operands.
  public let inputs: [Quantity]
}

/// A training step whose loss or gradient is infinite or not a number.
public struct NonFiniteStepError: Error, Sendable, CustomStringConvertible {
  /// What was noticed.
  public enum Symptom: Sendable, Equatable {
    /// The loss, with its penalty.
    case loss(Float)
    /// The norm of all gradients.
    case gradientNorm(Double)
  }

  /// The number of steps taken before.
  public let step: Int
  /// What was noticed.
  public let symptom: Symptom
  /// Where it began; nil when every node's results are finite, so that the penalty of `l2` is to
  /// blame.
  public let origin: NonFiniteOrigin?

  public var description: String {
    let node = origin.map { "; `\($0.node)` is the first node to make such a number" } ?? ""
    return switch symptom {
    case .loss(let loss): "the loss is \(loss) in step \(step + 1)\(node)"
    case .gradientNorm(let norm):
      "the norm of the gradients is \(norm) in step \(step + 1)\(node)"
    }
  }
}
