import GraphDSL
import QuickDrawModels
import Runtime

/// A value of a run that another run could have otherwise.
public struct RunSetting: Sendable, Equatable {
  /// The path that `--set` takes for values of the model file; else an option of `train`.
  public let name: String
  public let value: AttributeValue

  /// The settings of a run: options, parameters, training, data, then what is written in the graph.
  static func all(
    of record: RunRecord, _ model: LoweredModel, _ document: YAMLNode
  ) -> [RunSetting] {
    let options: [RunSetting] = [
      RunSetting(name: "model", value: .string(model.name)),
      RunSetting(name: "data", value: .string(record.data ?? "the model's own")),
      RunSetting(name: "init_from", value: .string(record.initialWeights ?? "new weights")),
      RunSetting(name: "seed", value: .string("\(record.seed)")),
      RunSetting(name: "steps", value: .int(record.steps)),
    ]
    // What the options say counts, not what the file says of the same.
    let overridden: Set<String> = ["steps", "seed", "train.steps", "train.seed", "train.summaries"]
    let sections =
      SectionSettings.params(model) + prefixed("train.", SectionSettings.training(model.train))
      + prefixed("data.", SectionSettings.data(model.data))
    let written = ["graph", "loss", "metrics", "outputs"].flatMap { section in
      document[section].map { leaves(of: $0, section) } ?? []
    }
    return options
      + sections.filter { !overridden.contains($0.name) }.map {
        RunSetting(name: $0.name, value: $0.value)
      } + written
  }

  private static func prefixed(
    _ prefix: String, _ settings: SectionSettings.Settings
  ) -> SectionSettings.Settings {
    settings.map { (prefix + $0.name, $0.value) }
  }

  /// The values below a node by their paths; a list is one value.
  private static func leaves(of node: YAMLNode, _ path: String) -> [RunSetting] {
    if let entries = node.entries, !entries.isEmpty {
      return entries.flatMap { leaves(of: $0.value, "\(path).\($0.key.value)") }
    }
    return [RunSetting(name: path, value: .string(text(of: node)))]
  }

  private static func text(of node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): scalar.text
    case .sequence(let elements): "[" + elements.map { text(of: $0) }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key.value): \(text(of: $0.value))" }.joined(separator: ", ") + "}"
    }
  }
}
