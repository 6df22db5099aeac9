import Runtime

/// An op that has a schema and shapes but computes nothing, so that the checks are tested alone.
protocol FakeOp: PrimitiveOp {}

extension FakeOp {
  static var examples: [OpExample] { [] }

  func forward(_ call: KernelCall) {}

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    throw OpError(.call, "`\(name)` has no gradient")
  }
}

struct FakeConv: FakeOp {
  enum Padding: String, AttributeChoice { case same, valid }

  static let filters = Attribute<Int>("filters", "Channels of the result.", least: 1)
  static let kernel = Attribute<Int>("kernel", "Steps of a window.", default: 3, least: 1)
  static let padding = Attribute<Padding>("padding", "At the ends.", default: .same)
  static let mask = Attribute<Bool>("mask", "Whether padding counts as zero.", default: true)
  static let schema = OpSchema(
    "conv1d", "Slides filters.", inputs: [Operand("x", "batch time in")],
    result: Operand("y", "batch time out"), attributes: [filters, kernel, padding, mask])

  let filters: Int
  let isMasked: Bool

  init(_ attributes: AttributeReader) throws(OpError) {
    filters = try attributes[Self.filters]
    isMasked = try attributes[Self.mask]
  }

  func derive(_ axes: inout AxisBinding) throws(OpError) { axes["out"] = .fixed(filters) }

  func tail(_ inputs: [TensorType]) -> TensorType.Tail { isMasked ? .zero : .arbitrary }

  func tailReads(ofInputs inputs: [TensorType]) -> [TailRead] { [isMasked ? .none : .steps(1)] }
}

struct FakeSum: FakeOp {
  static let over = Attribute<String>("over", "The axis.", optional: true)
  static let schema = OpSchema(
    "masked_sum", "Adds up steps.", inputs: [Operand("x", "batch time ...")],
    result: Operand("y", "batch ..."), attributes: [over])

  init(_ attributes: AttributeReader) {}
}

struct FakeDense: FakeOp {
  static let units = Attribute<Int>("units", "Channels of the result.", least: 1)
  static let schema = OpSchema(
    "dense", "Multiplies by a matrix.", inputs: [Operand("x", "batch in")],
    result: Operand("y", "batch out"), attributes: [units])

  let units: Int

  init(_ attributes: AttributeReader) throws(OpError) { units = try attributes[Self.units] }

  func derive(_ axes: inout AxisBinding) throws(OpError) { axes["out"] = .fixed(units) }
}

struct FakeAdd: FakeOp {
  static let schema = OpSchema(
    "add", "Adds.", inputs: [Operand("x", "...")], result: Operand("y", "..."),
    isVariadic: true)

  init(_ attributes: AttributeReader) {}
}

struct FakeDropout: FakeOp {
  static let rate = Attribute<Double>("rate", "The share.", default: 0.5, least: 0, below: 1)
  static let schema = OpSchema(
    "dropout", "Drops.", inputs: [Operand("x", "...")], result: Operand("y", "..."),
    attributes: [rate])

  init(_ attributes: AttributeReader) {}

  func tail(_ inputs: [TensorType]) -> TensorType.Tail { inputs[0].tail }
}

struct FakeAccuracy: FakeOp {
  static let k = Attribute<Int>("k", "How many guesses count.", default: 1, least: 1)
  static let schema = OpSchema(
    "accuracy", "Counts hits.",
    inputs: [Operand("logits", "batch class"), Operand("labels", "batch", scalar: .i32)],
    result: Operand("y", ""), attributes: [k])

  init(_ attributes: AttributeReader) {}
}

struct FakeLoss: FakeOp {
  static let schema = OpSchema(
    "cross_entropy", "Compares.", inputs: FakeAccuracy.schema.inputs, result: Operand("y", ""))

  init(_ attributes: AttributeReader) {}
}

struct FakeIdentity: FakeOp {
  static let schema = OpSchema(
    "identity", "Names.", inputs: [Operand("x", "...")], result: Operand("y", "..."))

  init(_ attributes: AttributeReader) {}
}
