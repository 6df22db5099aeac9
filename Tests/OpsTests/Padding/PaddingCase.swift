import Ops
import OracleSupport
import Runtime

/// A call of an op of the catalog on ragged inputs, whose steps past the end can hold anything.
struct PaddingCase: CustomStringConvertible, Sendable {
  let name: String
  let attributes: [String: AttributeValue]
  /// The axes behind batch and steps of each input, nil for one with a batch but no steps.
  let inputs: [(scalar: ScalarType, dims: [Int], isRagged: Bool)]
  var mode = GraphBuilder.Mode.evaluation

  var description: String { "\(name) \(attributes) \(mode)" }

  /// A call at ragged values `[B, T, channels]`.
  init(
    _ name: String, _ attributes: [String: AttributeValue] = [:], inputs: Int = 1,
    mode: GraphBuilder.Mode = .evaluation
  ) {
    (self.name, self.attributes, self.mode) = (name, attributes, mode)
    self.inputs = (0..<inputs).map { _ in (.f32, [4], true) }
  }

  /// The calls that an op's examples make with steps of their own, and elementwise ones at any shape.
  static func cases(of type: any CatalogOp.Type) -> [PaddingCase] {
    let schema = type.schema
    let isAnyShape = schema.inputs.allSatisfy { $0.axes == ["..."] && $0.scalar == .f32 }
    return type.examples.compactMap { example in
      if isAnyShape {
        return PaddingCase(schema.name, example.attributes, inputs: example.inputs.count)
      }
      guard let lengths = example.lengths else { return nil }
      var call = PaddingCase(schema.name, example.attributes)
      call = PaddingCase(
        call,
        example.inputs.map {
          let isRagged = $0.shape.count > 1 && $0.shape[0] == lengths.count
          return ($0.scalar, Array($0.shape.dropFirst(isRagged ? 2 : 1)), isRagged)
        })
      return call
    }
  }

  private init(
    _ call: PaddingCase, _ inputs: [(scalar: ScalarType, dims: [Int], isRagged: Bool)]
  ) {
    (name, attributes, mode) = (call.name, call.attributes, call.mode)
    self.inputs = inputs
  }

  /// The op's graph, and its result; inputs hold anything past the end when `fillsTails`.
  func build(fillsTails: Bool) throws -> (builder: GraphBuilder, result: Value) {
    var builder = GraphBuilder(mode: mode)
    let values = inputs.enumerated().map { index, input in
      let steps: [Dim] = input.isRagged ? [.ragged(RaggedDim("T"))] : []
      return builder.input(
        "x\(index)",
        TensorType(
          [.batch] + steps + input.dims.map(Dim.fixed), scalar: input.scalar,
          tail: input.isRagged && fillsTails ? .arbitrary : .zero))
    }
    let op = try catalog.first { $0.schema.name == name }.map {
      try $0.init(AttributeReader(attributes))
    }
    guard let op else { throw OpError(.call, "no op `\(name)`") }
    let result = try builder.scoped("op") { builder throws(OpError) in
      try op.build(values, in: &builder)
    }
    return (builder, result)
  }
}
