import QuickDrawModels
import Runtime

/// Everything in which two models, runs or checkpoints differ, and what they have in common.
///
/// It compares what the files mean: comments, the order of keys, what is inherited and defaults that
/// are written out make no difference, and neither does a model's name.
public struct ModelDiff: Sendable {
  /// The sides.
  public let old: DiffSubject
  public let new: DiffSubject
  /// Values of the parameters.
  public let params: [ValueChange]
  /// Types of the inputs.
  public let inputs: [ValueChange]
  /// The nodes of graph, loss, metrics and outputs.
  public let nodes: [NodeChange]
  /// The `train` section.
  public let training: [ValueChange]
  /// The `data` section.
  public let data: [ValueChange]
  /// What the command line gave to the runs, when both sides are runs.
  public let runs: [ValueChange]
  /// Warnings gained and lost.
  public let warnings: [WarningChange]
  /// Which weights of A load into B, by the decision that `train --init-from` makes.
  public let load: LoadReport

  /// Compares A with B.
  public init(_ old: DiffSubject, _ new: DiffSubject) {
    self.old = old
    self.new = new
    load = LoadReport(loading: old.weights, into: new.model?.shapes ?? new.weights)
    runs = Self.runs(old.run?.record, new.run?.record)
    guard let before = old.model, let after = new.model else {
      (params, inputs, nodes, training, data, warnings) = ([], [], [], [], [], [])
      return
    }
    let (a, b) = (before.lowered, after.lowered)
    params = SectionChanges.params(a, b)
    inputs = SectionChanges.inputs(a, b)
    nodes = NodeChange.changes(before.nodes, after.nodes)
    training = SectionChanges.training(a.train, b.train)
    data = SectionChanges.data(a.data, b.data)
    warnings = WarningChange.changes(before.checked, after.checked)
  }

  /// Whether models were compared; otherwise one side is weights alone.
  public var comparesModels: Bool { old.model != nil && new.model != nil }

  /// Whether nothing differs in what the two sides are; how runs went does not count.
  public var isEqual: Bool {
    guard comparesModels else { return load.isComplete }
    return [params, inputs, training, data, runs].allSatisfy { $0.allSatisfy { $0.sign == .same } }
      && nodes.allSatisfy { $0.sign == .same }
  }

  private static func runs(_ old: RunRecord?, _ new: RunRecord?) -> [ValueChange] {
    guard let old, let new else { return [] }
    func settings(_ run: RunRecord) -> [(name: String, value: AttributeValue)] {
      [
        ("data", .string(run.data ?? "the model's own")),
        ("classes", .list(run.classes.map { .string($0) })), ("steps", .int(run.steps)),
        ("seed", .string("\(run.seed)")),
        ("init_from", .string(run.initialWeights ?? "new weights")),
      ]
    }
    return ValueChange.pairs(settings(old), settings(new))
  }
}
