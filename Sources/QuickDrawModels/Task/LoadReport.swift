/// Which tensors of one model can be loaded into another.
///
/// Two lists of names and sizes decide it, so what `diff` foretells of files alone is what a load
/// does.
public struct LoadReport: Sendable, Equatable {
  /// A tensor that has another shape where it should go.
  public struct Reshaped: Sendable, Equatable, CustomStringConvertible {
    public let name: String
    /// What is there to load.
    public let given: [Int]
    /// What the model wants.
    public let wanted: [Int]

    /// Such as `logits/bias [24] for [345]`.
    public var description: String { "\(name) \(given) for \(wanted)" }
  }

  /// Tensors that fit by name and shape, in the model's order.
  public private(set) var matched: [TensorShape] = []
  /// Tensors of the model that are not there to load.
  public private(set) var missing: [TensorShape] = []
  /// Tensors that the model does not have.
  public private(set) var unused: [TensorShape] = []
  /// Tensors of another shape.
  public private(set) var reshaped: [Reshaped] = []

  /// Decides what of `given` fits into a model that wants `wanted`.
  public init(loading given: [TensorShape], into wanted: [TensorShape]) {
    // Keyed by bytes: Swift takes composed and decomposed letters of a name for equal.
    var shapes: [[UInt8]: [Int]] = [:]
    for tensor in given { shapes[Array(tensor.name.utf8)] = tensor.shape }
    for tensor in wanted {
      guard let shape = shapes.removeValue(forKey: Array(tensor.name.utf8)) else {
        missing.append(tensor)
        continue
      }
      if shape == tensor.shape {
        matched.append(tensor)
      } else {
        reshaped.append(Reshaped(name: tensor.name, given: shape, wanted: tensor.shape))
      }
    }
    unused = given.filter { shapes[Array($0.name.utf8)] != nil }
  }

  /// Whether every tensor found its place.
  public var isComplete: Bool { missing.isEmpty && unused.isEmpty && reshaped.isEmpty }

  /// The tensors that the model wants.
  public var wantedCount: Int { matched.count + missing.count + reshaped.count }

  /// One line a kind of problem; long lists are shortened.
  public var problems: [String] {
    [
      ("missing there", missing.map(\.name)), ("not in the model", unused.map(\.name)),
      ("of another shape", reshaped.map(\.description)),
    ]
    .filter { !$0.1.isEmpty }
    .map { "\($0.0): " + Self.shortened($0.1) }
  }

  /// Names with commas between them, at most `limit` of them.
  public static func shortened(_ names: [String], limit: Int = 6) -> String {
    // One more costs no more room than saying that there is one.
    guard names.count > limit + 1 else { return names.joined(separator: ", ") }
    return names.prefix(limit).joined(separator: ", ") + " and \(names.count - limit) more"
  }
}
