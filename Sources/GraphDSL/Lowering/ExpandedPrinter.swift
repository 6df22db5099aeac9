import Runtime

/// Prints expanded nodes, one a line, aligned: what `show --stage expanded` shows.
public enum ExpandedPrinter {
  /// The whole model: parameters, nodes, loss, metrics and outputs.
  public static func text(_ model: ExpandedModel, parameters: ParameterTable) -> String {
    var lines: [String] = []
    func add(_ title: String, _ section: [String]) {
      guard !section.isEmpty else { return }
      lines += (lines.isEmpty ? [] : [""]) + [title] + section.map { "  " + $0 }
    }
    let names = parameters.entries.map(\.name.value)
    let width = names.map(\.count).max() ?? 0
    add(
      "parameters",
      parameters.entries.map { "\(padded($0.name.value, to: width))  \($0.value)" })
    add("graph", self.lines(model.nodes))
    add("loss", self.lines(model.loss.map { [$0] } ?? []))
    add("metrics", self.lines(model.metrics))
    add("outputs", self.lines(model.outputs))
    return lines.map { $0 + "\n" }.joined()
  }

  /// The nodes, one a line: name, what it reads, op and attributes.
  static func lines(_ nodes: [NodeSpec]) -> [String] {
    let calls = nodes.map { call($0) }
    let width = nodes.map(\.name.value.count).max() ?? 0
    return zip(nodes, calls).map { "\(padded($0.name.value, to: width))  \($1)" }
  }

  private static func call(_ node: NodeSpec) -> String {
    let inputs = node.inputs.map { wire in
      wire.operand.map { "\($0.value): \(wire.source)" } ?? wire.source
    }
    let settings = node.settings.map { setting in
      let value = setting.value.map { $0.text.description } ?? setting.node.scalar?.text ?? "…"
      return "\(setting.name.value): \(value)"
    }
    let arguments = inputs.joined(separator: ", ")
    let suffix = settings.isEmpty ? "" : "  {\(settings.joined(separator: ", "))}"
    return "\(node.op.value)(\(arguments))\(suffix)"
  }

  /// A text with spaces up to a width in characters.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
