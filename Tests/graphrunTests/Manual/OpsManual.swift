import Ops
import Runtime

/// The manual's page of ops, optimizers and schedules, made from what these declare of themselves.
enum OpsManual {
  /// The page.
  static var text: String {
    var parts = [
      """
      # Ops, optimizers, schedules

      This page is made from the program's own declarations; `GRAPHRUN_REWRITE=1 make test` makes it
      anew. How a model file names ops is in [language.md](language.md).

      An op's operands name their axes; axes of one name agree in size, and `...` stands for any
      number of axes. An attribute without a default must be given, unless it is optional.

      ## Ops

      | op | what it does |
      | --- | --- |
      """
        + "\n"
        + catalog.map { "| [`\($0.schema.name)`](#\($0.schema.name)) | \($0.schema.summary) |" }
        .joined(separator: "\n")
    ]
    parts += catalog.map { section($0) }
    parts.append("## Optimizers\n\nUnder `train.optimizer`, as `{op: adam, learning_rate: 1e-3}`.")
    parts += OptimizerCatalog.all.map { section($0.schema) }
    let schedules = ScheduleCatalog.all.map { $0.schema }
    let shared = schedules[0].attributes.filter { attribute in
      schedules.allSatisfy { $0.attributes.contains { $0.name == attribute.name } }
    }
    parts.append(
      "## Schedules\n\nUnder `train.schedule`; each gives a share of the learning rate, and each has:\n"
        + table(shared).joined(separator: "\n"))
    parts += schedules.map { section($0, without: shared.map { $0.name }) }
    parts.append("## Clipping\n\nUnder `train.clip`.")
    parts.append(section(GradientClipping.schema))
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func section(_ op: any CatalogOp.Type) -> String {
    let schema = op.schema
    var lines = ["### \(schema.name)", "\(schema.summary)", ""]
    for (index, input) in schema.inputs.enumerated() {
      let isLast = index == schema.inputs.count - 1
      let repeats = schema.isVariadic && isLast ? ", any number of times" : ""
      lines.append("- reads \(operand(input))\(repeats)")
    }
    lines.append("- makes \(operand(schema.result))")
    lines += table(schema.attributes)
    for example in op.examples { lines += text(of: example, schema) }
    return lines.joined(separator: "\n")
  }

  private static func section(
    _ component: ComponentSchema, without shared: [String] = []
  ) -> String {
    let head = ["### \(component.name)", component.summary, "```", component.formula, "```"]
    let own = component.attributes.filter { !shared.contains($0.name) }
    return (head + table(own)).joined(separator: "\n")
  }

  private static func operand(_ operand: Operand) -> String {
    let axes = operand.axes.joined(separator: ", ")
    let scalar = operand.scalar == .f32 ? "" : operand.scalar.rawValue
    let shape = "`\(operand.name)` `\(scalar)[\(axes)]`"
    guard let first = operand.summary.first else { return shape }
    let rest = operand.summary.dropFirst()
    return "\(shape): \(first.lowercased())\(rest.hasSuffix(".") ? rest.dropLast() : rest)"
  }

  private static func table(_ attributes: [any AttributeDeclaration]) -> [String] {
    guard !attributes.isEmpty else { return [] }
    let rows = attributes.map { attribute in
      let type = attribute.choices?.joined(separator: ", ") ?? attribute.typeName
      let bounds = attribute.boundsText.map { " \($0)" } ?? ""
      let fallback =
        attribute.defaultText.map { "`\($0)`" } ?? (attribute.isOptional ? "optional" : "")
      return "| `\(attribute.name)` | \(type)\(bounds) | \(fallback) | \(attribute.summary) |"
    }
    return ["", "| attribute | type | default | meaning |", "| --- | --- | --- | --- |"] + rows
  }

  private static func text(of example: OpExample, _ schema: OpSchema) -> [String] {
    guard let result = example.result else { return [] }
    let given = example.attributes.sorted { $0.key < $1.key }.map { ", \($0.key): \($0.value)" }
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
    let lines = rows.map { name, value in
      name + String(repeating: " ", count: width - name.count) + " = " + value
    }
    return ["```", "{op: \(schema.name)\(given.joined())}\(mode)"] + lines + ["```"]
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
