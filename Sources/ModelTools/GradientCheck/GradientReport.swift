import GraphDSL
import QuickDrawModels
import Runtime

/// What `graphrun gradcheck` says of a model: a verdict for every parameter and every node.
public struct GradientReport: Sendable {
  /// Why a check cannot begin.
  public struct UnknownNode: Error, Sendable, CustomStringConvertible {
    /// One sentence with the name, and a hint.
    public let description: String
  }

  /// How a whole row came out.
  public enum Outcome: String, Sendable {
    case ok
    case wrong
    case notChecked = "not checked"
  }

  /// The model's name.
  public let model: String
  /// Decides batch, parameters, directions and weights.
  public let seed: UInt64
  /// The lengths of the batch's examples.
  public let lengths: [Int]
  /// Every parameter through the whole graph; empty when only one node was asked for.
  public let parameters: [GradientCheck.Parameter]
  /// The nodes by themselves, in order.
  public let nodes: [GradientCheck.Node]

  /// Checks a model in training mode.
  ///
  /// - Parameters:
  ///   - model: A model without errors.
  ///   - seed: Decides everything that is random.
  ///   - node: The only node to look at, with its layers; all, and the parameters, if nil.
  ///   - progress: Called with the name of what is checked next.
  /// - Throws: ``UnknownNode``, or ``ModelError`` when the file has errors.
  public init(
    _ model: CheckedModel, seed: UInt64, node: String? = nil, progress: (String) -> Void = { _ in }
  ) throws {
    guard let lowered = model.lower(.training) else { throw ModelError.invalid }
    let check = GradientCheck(lowered.graph, seed: seed)
    var names = check.nodeNames
    if let node {
      names = names.filter { $0 == node || $0.hasPrefix(node + ".") }
      guard !names.isEmpty else {
        let hint = NearestName.hint(node, in: check.nodeNames)
        throw UnknownNode(
          description: "there is no node `\(node)` in the graph of \(lowered.name)"
            + (hint.map { "\nhint: \($0)" } ?? ""))
      }
    }
    self.model = lowered.name
    self.seed = seed
    lengths = check.lengths
    nodes = names.compactMap { name in
      progress(name)
      return check.node(name)
    }
    guard node == nil else {
      parameters = []
      return
    }
    parameters = check.parameters(progress)
  }

  /// Whether no gradient is wrong.
  public var isRight: Bool {
    parameters.allSatisfy { $0.outcome != .wrong } && nodes.allSatisfy { $0.outcome != .wrong }
  }

  /// One sentence for each derivative that is wrong, with both numbers.
  public var mistakes: [String] {
    let byNode = nodes.flatMap { node in
      node.findings.compactMap { finding in
        finding.verdict.mistake.map {
          "`\(node.name)`: the gradient by `\(finding.variable)` \($0)"
        }
      }
    }
    let whole = parameters.compactMap { parameter in
      parameter.verdict.mistake.map { "the model's gradient by `\(parameter.name)` \($0)" }
    }
    return byNode + whole
  }
}

extension GradientCheck.Parameter {
  /// How it came out.
  public var outcome: GradientReport.Outcome { verdict.outcome }
}

extension GradientCheck.Node {
  /// The worst of its derivatives; not checked when none was.
  public var outcome: GradientReport.Outcome {
    let outcomes = findings.map(\.verdict.outcome)
    if outcomes.contains(.wrong) { return .wrong }
    return outcomes.contains(.ok) ? .ok : .notChecked
  }

  /// The comparison with the largest relative error.
  public var worst: GradientComparison? {
    findings.compactMap(\.verdict.comparison).max { $0.relativeError < $1.relativeError }
  }

  /// Why it, or something of it, was not checked.
  public var remark: String {
    if let reason { return reason }
    return findings.compactMap { finding in
      guard case .notChecked(let reason) = finding.verdict else { return nil }
      return "`\(finding.variable)`: \(reason)"
    }.joined(separator: "; ")
  }
}

extension GradientVerdict {
  /// The verdict without its numbers.
  public var outcome: GradientReport.Outcome {
    switch self {
    case .ok: .ok
    case .wrong: .wrong
    case .notChecked: .notChecked
    }
  }

  /// The numbers; nil when there are none.
  public var comparison: GradientComparison? {
    switch self {
    case .ok(let comparison), .wrong(let comparison): comparison
    case .notChecked: nil
    }
  }

  /// The end of a sentence about a wrong gradient.
  fileprivate var mistake: String? {
    guard case .wrong(let comparison) = self else { return nil }
    func number(_ value: Double) -> String { "\(Float(value))" }
    let percent = (comparison.relativeError * 1000).rounded() / 10
    return "gives \(number(comparison.analytic)) along a random direction, but differences give "
      + "\(number(comparison.numeric)), ± \(number(comparison.bound)): \(percent) % apart"
  }
}
