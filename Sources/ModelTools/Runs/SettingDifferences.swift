import GraphDSL
import Runtime

/// The settings in which runs differ.
public struct SettingDifferences: Sendable {
  /// One setting of all runs.
  public struct Row: Sendable {
    /// The whole name, such as `train.optimizer.learning_rate`.
    public let name: String
    /// The name without what no reader needs to tell it from the others, such as `learning_rate`.
    public fileprivate(set) var title: String
    /// The value in each run; nil where it has none.
    public let values: [AttributeValue?]

    /// A run's value for a cell of a table: the middle of a long one is left out.
    func cell(_ run: Int) -> String {
      let text = DisplayText.escaped(values[run]?.shown ?? "")
      return text.count <= 32 ? text : "\(text.prefix(14))…\(text.suffix(17))"
    }
  }

  /// What differs, in the order of the model file.
  public private(set) var rows: [Row] = []

  /// So many values written in the graph are shown one by one; more say only that it is another.
  private static let mostInGraph = 6
  private static let graphSections = ["graph.", "loss.", "metrics.", "outputs."]

  /// What differs among `runs`.
  public init(_ runs: [RunOverview]) {
    let tables = runs.map { run in
      Dictionary(run.settings.map { ($0.name, $0.value) }) { first, _ in first }
    }
    var seen: Set<String> = []
    var inGraph: [Row] = []
    for name in runs.flatMap({ $0.settings.map(\.name) }) where seen.insert(name).inserted {
      let values = tables.map { $0[name] }
      guard Self.differ(values) else { continue }
      let row = Row(name: name, title: name, values: values)
      if Self.graphSections.contains(where: { name.hasPrefix($0) }) {
        inGraph.append(row)
        // A value that follows from a parameter says nothing more than the parameter.
      } else if !rows.contains(where: { Self.areSame($0.values, values) }) {
        rows.append(row)
      }
    }
    if let model = rows.first(where: { $0.name == "model" }) {
      // What is the same in all runs of a model is said by the model's name.
      inGraph.removeAll { Self.follows($0.values, from: model.values) }
      rows.removeAll {
        $0.values.contains { $0 == nil } && Self.follows($0.values, from: model.values)
      }
    }
    rows += inGraph.count <= Self.mostInGraph ? inGraph : [Self.graphs(inGraph, runs.count)]
    shortenTitles()
  }

  /// One row that numbers the graphs, for runs of equal name and very different graphs.
  private static func graphs(_ rows: [Row], _ count: Int) -> Row {
    var kinds: [[AttributeValue?]] = []
    let values = (0..<count).map { run -> AttributeValue? in
      let kind = rows.map { $0.values[run] }
      if let index = kinds.firstIndex(of: kind) { return .int(index + 1) }
      kinds.append(kind)
      return .int(kinds.count)
    }
    return Row(name: "graph", title: "graph", values: values)
  }

  private static func differ(_ values: [AttributeValue?]) -> Bool {
    guard let first = values.first else { return false }
    return !areSame(values, Array(repeating: first, count: values.count))
  }

  private static func areSame(_ a: [AttributeValue?], _ b: [AttributeValue?]) -> Bool {
    zip(a, b).allSatisfy { a, b in
      if let a, let b { return a.isSame(as: b) }
      return a == nil && b == nil
    }
  }

  /// Whether runs with the same value of one setting have the same value of the other.
  private static func follows(_ values: [AttributeValue?], from causes: [AttributeValue?]) -> Bool {
    var known: [AttributeValue?: AttributeValue?] = [:]
    return zip(causes, values).allSatisfy { cause, value in
      defer { known[cause] = .some(value) }
      guard let first = known[cause] else { return true }
      return areSame([first], [value])
    }
  }

  /// The last part of each name where no other ends so, else the whole name.
  private mutating func shortenTitles() {
    let last = rows.map { String($0.name.split(separator: ".").last ?? "") }
    for (index, title) in last.enumerated() where last.filter({ $0 == title }).count == 1 {
      rows[index].title = title
    }
  }
}
