import Ops
import Runtime

/// Ops of one input, each reading the one before: what some oracles know as one op.
struct Chain: CatalogOp {
  static let schema = OpSchema(
    "chain", "Runs ops of the catalog one after another.", inputs: [Operand("x", "...")],
    result: Operand("y", "..."))
  static let examples: [OpExample] = []

  let ops: [any CatalogOp]

  init(_ ops: [any CatalogOp]) { self.ops = ops }

  init(_ attributes: AttributeReader) { ops = [] }

  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value {
    var value = try ops[0].build(inputs, in: &builder)
    for op in ops.dropFirst() { value = try op.build([value], in: &builder) }
    return value
  }
}
