import Runtime

/// An explanation as text: what `graphrun explain` prints.
public enum ExplanationText {
  /// The lines, ending with a line break.
  public static func text(_ node: NodeExplanation) -> String {
    var lines = ["\(node.name) (\(node.place)): \(node.manual.name), \(node.type)"]
    lines += node.enclosures.map { "  \($0)" }
    lines.append("  " + node.manual.summary)
    func add(_ block: [String]) { if !block.isEmpty { lines += [""] + block } }
    add(node.manual.formula.split(separator: "\n").map { "  \($0)" })
    add(inputs(node))
    add(attributes(node))
    add(parameters(node))
    add(facts(node))
    return lines.map { $0 + "\n" }.joined()
  }

  private static func inputs(_ node: NodeExplanation) -> [String] {
    var table = TextTable(Array(repeating: ("", .left), count: 5))
    for input in node.inputs {
      table.append([
        "reads", input.operand, "\(input.type)", input.source,
        "(\(input.place)\(input.isImplicit ? ", the node above" : ""))",
      ])
    }
    table.append([
      "makes", node.manual.op?.result.name ?? "", "\(node.type)", node.name,
      node.type.isRagged
        ? node.type.tail == .zero
          ? "(zero past an example's end)" : "(past an example's end what padding made of it)" : "",
    ])
    return table.rowLines
  }

  private static func attributes(_ node: NodeExplanation) -> [String] {
    guard !node.attributes.isEmpty else { return [] }
    var table = TextTable([("attribute", .left), ("value", .left), ("from", .left)])
    for attribute in node.attributes {
      let source =
        attribute.place.map { place in
          [attribute.expression, "(\(place))"].compactMap { $0 }.joined(separator: " ")
            + attribute.origins.map { "; \($0)" }.joined()
        } ?? (attribute.value == nil ? "not given" : "default")
      table.append([attribute.name, attribute.value ?? "", source])
    }
    return table.lines()
  }

  private static func parameters(_ node: NodeExplanation) -> [String] {
    guard !node.parameters.isEmpty else { return [] }
    var table = TextTable([
      ("parameter", .left), ("shape", .left), ("elements", .right), ("starts as", .left),
    ])
    for parameter in node.parameters {
      table.append([
        parameter.name, "\(parameter.shape)", Format.count(parameter.count),
        parameter.initializer + (parameter.isTrained ? "" : " (a state, not trained)"),
      ])
    }
    let count = node.parameters.filter(\.isTrained).reduce(0) { $0 + $1.count }
    let share = Double(count) / Double(max(1, node.modelParameterCount))
    table.append(["trained", "", Format.count(count), Format.percent(share) + " of the model"])
    return table.lines(footerRows: 1)
  }

  private static func facts(_ node: NodeExplanation) -> [String] {
    var table = TextTable([("", .left), ("", .left)])
    for reach in node.reaches { table.append(["sees", words(reach)]) }
    table.append(["costs", cost(node)])
    for warning in node.warnings { table.append(["warning", warning]) }
    if !isResult(node.name) {
      table.append([
        "read by", node.readers.isEmpty ? "nothing" : node.readers.joined(separator: ", "),
      ])
    }
    return table.rowLines
  }

  /// The receptive field as a sentence's end.
  static func words(_ reach: NodeExplanation.Reach) -> String {
    let (field, name) = (reach.field, "`\(reach.input)`")
    guard reach.hasSteps, field != .sequence else { return "the whole sequence of \(name)" }
    func count(_ steps: Double) -> String { "\(Int(steps.rounded(.down)))" }
    let stride =
      field.stride == 1 ? "" : ", \(Format.decimal(field.stride, field.stride < 1 ? 2 : 0)) apart"
    switch (field.before.isFinite, field.after.isFinite) {
    case (false, false): return "the whole sequence of \(name)\(stride)"
    case (false, true):
      return field.after == 0
        ? "the steps of \(name) up to its own\(stride)"
        : "the steps of \(name) up to \(count(field.after)) behind its own\(stride)"
    case (true, false):
      return field.before == 0
        ? "the steps of \(name) from its own on\(stride)"
        : "the steps of \(name) from \(count(field.before)) before its own on\(stride)"
    case (true, true):
      if field.steps == 1 { return "one step of \(name)\(stride)" }
      return "\(count(field.steps)) steps of \(name): its own, \(count(field.before)) before and "
        + "\(count(field.after)) behind\(stride)"
    }
  }

  private static func cost(_ node: NodeExplanation) -> String {
    func part(_ own: Double, _ all: Double, _ unit: String) -> String? {
      guard own >= 0.5 else { return nil }
      return "\(Format.flops(own)) \(unit) (\(Format.percent(own / max(1, all))) of the model's)"
    }
    let parts = [
      part(node.cost.perStep, node.modelCost.perStep, "a point"),
      part(node.cost.perExample, node.modelCost.perExample, "a drawing"),
    ].compactMap { $0 }
    return parts.isEmpty ? "nothing that counts" : parts.joined(separator: ", ")
  }

  /// Whether the name is that of a loss, metric or output, which nothing reads.
  private static func isResult(_ name: String) -> Bool {
    name == "loss" || name.hasPrefix("metrics.") || name.hasPrefix("outputs.")
  }
}
