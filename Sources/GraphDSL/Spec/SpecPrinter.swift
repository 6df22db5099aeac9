extension ModelSpec: CustomStringConvertible {
  /// The sections as they were understood, a line for each parameter, dim, input and node.
  public var description: String {
    var lines = ["model \(name.value), language version \(version.value)"]
    lines += params.map { "param \($0.name.value): \(Self.line($0.value))" }
    lines += dims.map { "dim \($0.name.value): \($0.kind.value.rawValue)" }
    lines += inputs.map { input in
      let axes = input.axes.map { axis in
        switch axis.value {
        case .dim(let name): name
        case .size(let size): String(size)
        }
      }
      let type = "\(input.scalar.value.rawValue)[\(axes.joined(separator: ", "))]"
      return "input \(input.name.value): \(type)"
    }
    lines += blocks.map { block in
      let arguments = block.arguments.map { argument in
        argument.name + ": " + argument.typeName + (argument.defaultText.map { " = \($0)" } ?? "")
      }
      let inputs = block.inputs.map(\.value).joined(separator: ", ")
      let values = arguments.isEmpty ? "" : " {\(arguments.joined(separator: ", "))}"
      return "block \(block.name.value)(\(inputs))\(values)"
    }
    let sections: [(String, [GraphEntry])] = [
      ("node", graph), ("loss", loss.map { [$0] } ?? []), ("metric", metrics),
      ("output", outputs),
    ]
    for (word, entries) in sections {
      lines += entries.map { "\(word) \($0.name.value): \(Self.line($0.node))" }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A node's YAML; what needs several lines is indented below.
  private static func line(_ node: YAMLNode) -> String {
    let entry = YAMLEntry(Located("x", node.span), node)
    let text = YAMLWriter.text(YAMLNode(.mapping([entry]), at: node.span))
    return String(text.dropFirst(2).drop { $0 == " " }.dropLast())
  }
}
