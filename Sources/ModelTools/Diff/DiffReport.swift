import GraphDSL
import QuickDrawModels
import Runtime

/// A comparison as people read it: sections of rows, the most important first.
public struct DiffReport: Sendable {
  /// One line.
  struct Row: Sendable {
    let sign: DiffSign
    let cells: [String]
  }

  /// Rows under a title.
  struct Section: Sendable {
    let title: String
    /// The titles of the columns.
    var columns: [String]
    var rows: [Row]
    /// Whether the titles of the columns are shown in a text, too.
    var showsColumns = false
  }

  let titles: (old: String, new: String)
  /// One sentence.
  let verdict: String
  let sections: [Section]
  private let showsAll: Bool

  /// A report of what differs, or of everything.
  public init(_ diff: ModelDiff, showsAll: Bool = false) {
    titles = (DisplayText.escaped(diff.old.title), DisplayText.escaped(diff.new.title))
    self.showsAll = showsAll
    verdict = Self.verdict(diff)
    let rows = DiffRows(showsAll: showsAll)
    var sections = [
      Section(
        title: "params", columns: ["parameter", "value"], rows: rows.values(diff.params)),
      Section(title: "inputs", columns: ["input", "type"], rows: rows.values(diff.inputs)),
      Section(title: "graph", columns: ["node", "what"], rows: rows.nodes(diff.nodes)),
      Section(title: "train", columns: ["setting", "value"], rows: rows.values(diff.training)),
      Section(title: "data", columns: ["setting", "value"], rows: rows.values(diff.data)),
      Section(title: "run", columns: ["option", "value"], rows: rows.values(diff.runs)),
    ]
    if let old = diff.old.model, let new = diff.new.model {
      sections.append(
        Section(
          title: "cost", columns: ["", "A → B", "difference"], rows: rows.costs(old.cost, new.cost))
      )
    }
    sections += [
      Section(title: "weights", columns: ["", "tensors"], rows: rows.weights(diff)),
      Section(title: "warnings", columns: ["code", "what"], rows: rows.warnings(diff.warnings)),
      Section(
        title: "results", columns: ["", "A", "B", "difference"],
        rows: rows.results(diff.old, diff.new), showsColumns: true),
    ]
    self.sections = sections.filter { !$0.rows.isEmpty }
  }

  private static func verdict(_ diff: ModelDiff) -> String {
    guard diff.comparesModels else {
      return "one side is weights alone, so that only tensors can be compared"
    }
    guard !diff.isEqual else { return "equal: the same graph, data and training" }
    let counts = [
      (diff.params, "parameter"), (diff.inputs, "input"), (diff.training, "training setting"),
      (diff.data, "data setting"), (diff.runs, "option of the run"),
    ].map { ($0.0.filter { $0.sign != .same }.count, $0.1) }
    let nodes = (diff.nodes.filter { $0.sign != .same }.count, "node")
    let parts = (counts[..<2] + [nodes] + counts[2...]).filter { $0.0 > 0 }.map { count, noun in
      let plural =
        noun == "option of the run" ? "options of the run" : noun + "s"
      return "\(count) \(count == 1 ? noun : plural)"
    }
    let isOne = parts.count == 1 && parts.first?.hasPrefix("1 ") == true
    return parts.joined(separator: ", ") + (isOne ? " differs" : " differ")
  }
}
