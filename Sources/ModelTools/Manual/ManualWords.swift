import Runtime

/// Operands, attributes and examples in the words that the page and the terminal share.
enum ManualWords {
  /// The shape that an operand's pattern describes: `[batch, time, in]`, `i32[...]`.
  static func shape(_ operand: Operand) -> String {
    let scalar = operand.scalar == .f32 ? "" : operand.scalar.rawValue
    return "\(scalar)[\(operand.axes.joined(separator: ", "))]"
  }

  /// An operand's summary as the end of a sentence, and whether it may be left out; empty without.
  static func summary(_ operand: Operand) -> String {
    let leave = operand.isOptional ? "may be left out" : ""
    guard let first = operand.summary.first else { return leave }
    let rest = operand.summary.dropFirst()
    let text = first.lowercased() + (rest.hasSuffix(".") ? rest.dropLast() : rest)
    return operand.isOptional ? "\(text); \(leave)" : text
  }

  /// An attribute's type with its bounds: `int from 1`, or its choices.
  static func type(_ attribute: any AttributeDeclaration) -> String {
    let type = attribute.choices?.joined(separator: ", ") ?? attribute.typeName
    return type + (attribute.boundsText.map { " \($0)" } ?? "")
  }

  /// An example as lines: the call, then names and numbers aligned at their equals signs.
  static func lines(_ example: OpExample, of entry: ManualEntry) -> [String] {
    guard let result = example.result, let schema = entry.op else { return [] }
    let mode = example.mode == .training ? "  # in training" : ""
    var rows: [(String, String)] = []
    for (index, input) in example.inputs.enumerated() {
      let name = schema.inputs[min(index, schema.inputs.count - 1)].name
      rows.append((name, text(of: input)))
    }
    if let lengths = example.lengths { rows.append(("lengths", "\(lengths)")) }
    rows += example.parameters.sorted { $0.key < $1.key }.map { ($0.key, text(of: $0.value)) }
    rows.append((schema.result.name, text(of: result)))
    let width = rows.map(\.0.count).max() ?? 0
    return [entry.call(example.attributes, inputs: example.inputs.count) + mode]
      + rows.map { name, value in
        name + String(repeating: " ", count: width - name.count) + " = " + value
      }
  }

  private static func text(of tensor: Tensor) -> String {
    let numbers: [String] =
      switch tensor.elements {
      case .floats(let floats): floats.map(short)
      case .ints(let ints): ints.map { "\($0)" }
      }
    var elements = numbers
    for size in tensor.shape.dropFirst().reversed() {
      guard size > 0 else { return "[] (shape \(tensor.shape))" }
      elements = stride(from: 0, to: elements.count, by: size).map {
        "[" + elements[$0..<$0 + size].joined(separator: ", ") + "]"
      }
    }
    return tensor.shape.isEmpty ? elements.joined() : "[\(elements.joined(separator: ", "))]"
  }

  private static func short(_ number: Float) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}
