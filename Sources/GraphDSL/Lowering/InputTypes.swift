import Runtime

/// Turns the declared inputs into the runtime's types.
enum InputTypes {
  /// Declares every input whose axes are possible, and reports the others.
  static func declare(
    _ spec: ModelSpec, in lowering: inout GraphLowering, into diagnostics: inout Diagnostics
  ) -> [ModelGraph.Named] {
    let kinds = Dictionary(spec.dims.map { ($0.name.value, $0.kind.value) }) { first, _ in first }
    return spec.inputs.compactMap { input in
      guard let dims = dims(of: input, kinds, &diagnostics) else { return nil }
      let value = lowering.declare(input.name, TensorType(dims, scalar: input.scalar.value))
      return ModelGraph.Named(input.name.value, value)
    }
  }

  private static func dims(
    of input: InputSpec, _ kinds: [String: DimSpec.Kind], _ diagnostics: inout Diagnostics
  ) -> [Dim]? {
    var dims: [Dim] = []
    for (index, axis) in input.axes.enumerated() {
      switch axis.value {
      case .size(let size): dims.append(.fixed(size))
      case .dim(let name):
        let isBatch = kinds[name] == .batch
        guard index == (isBatch ? 0 : 1) else {
          diagnostics.error(
            isBatch
              ? "`\(name)` is the batch, so it is the first axis"
              : "`\(name)` is ragged, so it is the second axis, behind the batch",
            at: axis.span, hint: "as in f32[B, T, 3]", code: "type")
          return nil
        }
        dims.append(isBatch ? .batch : .ragged(RaggedDim(name)))
      }
    }
    guard dims.first == .batch else {
      diagnostics.error(
        "`\(input.name.value)` has no batch axis, but a batch brings one for each example",
        at: input.typeSpan, hint: "start with a dim declared as `batch`, as in f32[B, 3]",
        code: "type")
      return nil
    }
    return dims
  }
}
