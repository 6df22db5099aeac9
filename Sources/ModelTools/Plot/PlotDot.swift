/// A graph in the language of Graphviz, with groups as clusters.
enum PlotDot {
  /// The text of the graph.
  static func text(_ graph: PlotGraph) -> String {
    var lines = [
      "digraph \(quoted(graph.title)) {",
      "  graph [label=\(quoted("\(graph.title)\n\(graph.subtitle)")), labelloc=t, fontname=Helvetica];",
      "  node [shape=box, style=\"rounded,filled\", fontname=Helvetica, fontsize=11];",
      "  edge [color=\"#57606a\", arrowsize=0.7];",
    ]
    lines += members(of: nil, graph, depth: 0)
    lines += graph.edges.map { edge in
      "  \(quoted(graph.nodes[edge.source].name)) -> \(quoted(graph.nodes[edge.target].name));"
    }
    lines.append("}")
    return lines.map { $0 + "\n" }.joined()
  }

  /// The nodes and groups right inside of a group, in the order in which they run.
  private static func members(of group: String?, _ graph: PlotGraph, depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth + 1)
    var lines: [String] = []
    var seen: Set<String> = []
    for node in graph.nodes where group.map(node.groups.contains) ?? true {
      guard node.groups.count > depth else {
        lines.append("\(indent)\(self.node(node))")
        continue
      }
      let inner = node.groups[depth]
      guard seen.insert(inner).inserted else { continue }
      lines.append("\(indent)subgraph \(quoted("cluster_\(inner)")) {")
      let title = graph.groups[inner]?.title ?? inner
      lines.append(
        "\(indent)  label=\(quoted(title)); style=rounded; color=\"#8c959f\"; fontsize=11;")
      lines += members(of: inner, graph, depth: depth + 1)
      lines.append("\(indent)}")
    }
    return lines
  }

  private static func node(_ node: PlotGraph.Node) -> String {
    let (fill, stroke) = PlotStyle.light(node.family)
    let label = PlotBox(node).lines.map(\.text).joined(separator: "\n")
    return "\(quoted(node.name)) [label=\(quoted(label)), tooltip=\(quoted(node.detail)), "
      + "fillcolor=\"\(fill)\", color=\"\(stroke)\"];"
  }

  /// A text in quotes; a line break is `\n`.
  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
    return "\"\(escaped)\""
  }
}
