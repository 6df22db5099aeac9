import Runtime
import Testing

@Suite struct AxisBindingTests {
  private let steps = Dim.ragged(RaggedDim("T"))
  private let schema = OpSchema(
    "mix", "Mixes.",
    inputs: [
      Operand("x", "batch time in", "sequences"), Operand("y", "batch in", "rows"),
      Operand("z", "... in", "anything"),
    ], result: Operand("r", "batch in"))

  @Test func axesAreBoundByName() throws {
    let types = [
      TensorType([.batch, steps, .fixed(3)]), TensorType([.batch, .fixed(3)]),
      TensorType([.batch, .fixed(2), .fixed(3)]),
    ]
    var axes = try AxisBinding(schema, inputs: types)
    #expect(axes["time"] == steps)
    #expect(try axes.fixedSize("in") == 3)
    #expect(axes.dims(of: schema.inputs[2]) == types[2].dims)
    axes["out"] = .fixed(7)
    #expect(axes.dims(of: Operand("r", "batch out")) == [.batch, .fixed(7)])
  }

  @Test func aDifferentSizeBlamesTheInputAndShowsTheOther() throws {
    let error = try refusal([
      TensorType([.batch, steps, .fixed(3)]), TensorType([.batch, .fixed(4)]),
      TensorType([.fixed(3)]),
    ])
    #expect(error.argument == .input(1))
    #expect(error.message == "`mix` needs `in` = 3, but {1} has 4 there")
    #expect(error.notes.map(\.argument) == [.input(0)])
  }

  @Test func aWrongRankBlamesTheInput() throws {
    let rows = TensorType([.batch, .fixed(3)])
    let error = try refusal([rows, rows, rows])
    #expect(error.argument == .input(0))
    #expect(
      error.message == "`mix` reads [batch, time, in] (rank 3), but {0} is [B, 3] (rank 2)")
    let scalar = try refusal([
      TensorType([.batch, steps, .fixed(3)]), rows, TensorType([]),
    ])
    #expect(scalar.argument == .input(2) && scalar.message.contains("rank 1 or more"))
  }

  @Test func wrongElementsBlameTheInput() throws {
    let error = try refusal([
      TensorType([.batch, steps, .fixed(3)]), TensorType([.batch, .fixed(3)], scalar: .i32),
      TensorType([.fixed(3)]),
    ])
    #expect(error.argument == .input(1) && error.message.contains("reads f32"))
  }

  @Test func aWrongNumberOfInputsBlamesTheCall() throws {
    let error = try refusal([TensorType([.batch])])
    #expect(error.argument == .call)
    #expect(error.message == "`mix` takes 3 inputs (`x`, `y`, `z`), not 1")
  }

  @Test func anOptionalOperandMayBeLeftOut() throws {
    let schema = OpSchema(
      "grow", "Grows.",
      inputs: [Operand("x", "batch"), Operand("like", "batch in", optional: true)],
      result: Operand("y", "batch"))
    #expect(try schema.operands(for: 1).map(\.name) == ["x"])
    #expect(try schema.operands(for: 2).map(\.name) == ["x", "like"])
    for count in [0, 3] {
      let error = try #require(throws: OpError.self) { try schema.operands(for: count) }
      #expect(error.message == "`grow` takes 1 to 2 inputs (`x`, `like`), not \(count)")
    }
  }

  @Test func anEllipsisIsTheSameEverywhere() throws {
    let pair = OpSchema(
      "pair", "Pairs.", inputs: [Operand("a", "... in"), Operand("b", "... in")],
      result: Operand("r", "..."))
    let error = try #require(throws: OpError.self) {
      try AxisBinding(
        pair, inputs: [TensorType([.batch, .fixed(2)]), TensorType([.fixed(4), .fixed(2)])])
    }
    #expect(error.argument == .input(1) && error.notes.map(\.argument) == [.input(0)])
  }

  @Test func aFreeSizeThatMustBeFixedBlamesItsInput() throws {
    let rows = OpSchema(
      "rows", "Rows.", inputs: [Operand("x", "in")], result: Operand("r", "in"))
    let axes = try AxisBinding(rows, inputs: [TensorType([.batch])])
    let error = try #require(throws: OpError.self) { try axes.fixedSize("in") }
    #expect(error.argument == .input(0))
    #expect(error.message == "`rows` needs a fixed size for its axis `in`, not `B`")
  }

  private func refusal(_ types: [TensorType]) throws -> OpError {
    try #require(throws: OpError.self) { try AxisBinding(schema, inputs: types) }
  }
}
