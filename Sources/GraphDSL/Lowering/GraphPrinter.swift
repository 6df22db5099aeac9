import Runtime

/// Prints a graph, one value a line, aligned: what `show --stage graph` shows.
public enum GraphPrinter {
  /// The sources, the nodes with their types, and the named results.
  public static func text(_ model: ModelGraph) -> String {
    let graph = model.builder.graph
    let names = ValueNames(graph)
    var sections = self.sections(graph, names)
    sections.append(("loss", model.loss.map { [row("loss", $0, graph, names)] } ?? []))
    sections.append(("metrics", model.metrics.map { row($0.name, $0.value, graph, names) }))
    sections.append(("outputs", model.outputs.map { row($0.name, $0.value, graph, names) }))
    return text(sections, graph)
  }

  /// The sources and the nodes with their types, gradients among them.
  public static func text(_ graph: Graph) -> String {
    text(sections(graph, ValueNames(graph)), graph)
  }

  private typealias Section = (title: String, rows: [[String]])

  private static func sections(_ graph: Graph, _ names: ValueNames) -> [Section] {
    [
      ("inputs", sources(.input, graph)), ("parameters", sources(.parameter, graph)),
      ("states", sources(.state, graph)), ("nodes", graph.nodes.map { row($0, graph, names) }),
    ]
  }

  private static func text(_ sections: [Section], _ graph: Graph) -> String {
    let parts = sections.filter { !$0.rows.isEmpty }.map { section in
      ([title(section, graph)] + aligned(section.rows)).joined(separator: "\n") + "\n"
    }
    return parts.joined(separator: "\n")
  }

  private static func title(_ section: Section, _ graph: Graph) -> String {
    guard section.title == "parameters" else { return section.title }
    let count = graph.sources(.parameter).map { value in
      graph[value].type.dims.compactMap(\.fixedSize).reduce(1, *)
    }.reduce(0, +)
    return "parameters  \(grouped(count))"
  }

  private static func sources(_ kind: Source.Kind, _ graph: Graph) -> [[String]] {
    graph.sources(kind).map { [graph[$0].name, graph[$0].type.description] }
  }

  private static func row(_ node: Node, _ graph: Graph, _ names: ValueNames) -> [String] {
    // The first result is what the model file names; the others are saved for the gradient.
    let others = node.results.count > 1 ? " and \(node.results.count - 1) more" : ""
    let types = (node.results.first.map { graph[$0].type.description } ?? "") + others
    let inputs = node.inputs.map { names[$0] }.joined(separator: ", ")
    return [
      node.results.first.map { names[$0] } ?? node.name, types, "\(node.op.label)(\(inputs))",
    ]
  }

  private static func row(
    _ name: String, _ value: Value, _ graph: Graph, _ names: ValueNames
  ) -> [String] {
    [name, graph[value].type.description, "= \(names[value])"]
  }

  /// Rows as indented lines with columns of equal width.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count - 1 ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { ExpandedPrinter.padded($1, to: widths[$0]) }
      return "  " + cells.joined(separator: "  ")
    }
  }

  /// A count with commas between thousands.
  private static func grouped(_ count: Int) -> String {
    var (digits, groups) = (String(count), [String]())
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }
}
