import OracleSupport
import Runtime

/// Products, look-ups, reductions and changes of shape of `oracles/gradients`.
let linearMappings: [OracleMapping] =
  ["reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_logsumexp", "reduce_var"].map {
    OracleMapping($0, to: $0, ["axes": "axes", "keep_dims": "keepdims"])
  } + [
    OracleMapping("matmul", to: "matmul"),
    OracleMapping("dense") { oracle in
      let units = try oracle.operand("w").shape[1]
      let hasBias = oracle.input("b") != nil
      return OracleCall(
        op: "dense", attributes: ["units": .int(units), "bias": .bool(hasBias)], inputs: ["x"],
        parameters: hasBias ? ["kernel": "w", "bias": "b"] : ["kernel": "w"])
    },
    OracleMapping("embedding") { oracle in
      let shape = try oracle.operand("table").shape
      return OracleCall(
        op: "embedding", attributes: ["entries": .int(shape[0]), "units": .int(shape[1])],
        inputs: ["ids"], parameters: ["table": "table"])
    },
    OracleMapping("where", to: "where"),
    OracleMapping("transpose", to: "transpose", ["axes": "perm"]),
    OracleMapping("reshape", to: "reshape", ["shape": "shape"]),
    OracleMapping("concat", to: "concat", ["axis": "axis"]),
    OracleMapping(
      "slice", to: "slice", ["axis": "axis", "start": "start", "stop": "stop", "step": "step"]),
  ]

/// Products, look-ups, reductions and changes of shape of `oracles/onnx-node`.
let onnxLinearMappings: [OracleMapping] =
  [
    ("ReduceSum", "reduce_sum"), ("ReduceMean", "reduce_mean"), ("ReduceMax", "reduce_max"),
    ("ReduceMin", "reduce_min"),
  ].map { name, op in OracleMapping(name) { try onnxReduction($0, op) } }
  + ["Reshape", "Flatten", "Squeeze", "Unsqueeze"].map { name in
    OracleMapping(name) { oracle in
      guard let shape = oracle.outputs[0].tensor?.shape else { throw Unmapped("no output") }
      guard shape.allSatisfy({ $0 > 0 }) else { throw Unmapped("a value without elements") }
      return OracleCall(
        op: "reshape", attributes: ["shape": .list(shape.map { .int($0) })],
        inputs: [OracleArgument(oracle.inputs[0].name)])
    }
  } + [
    OracleMapping("Where", to: "where"),
    OracleMapping("MatMul", to: "matmul"),
    OracleMapping("Gemm", call: onnxGemm),
    OracleMapping("Gather", call: onnxGather),
    OracleMapping("Transpose", to: "transpose", ["axes": "perm"]),
    OracleMapping("Concat", to: "concat", ["axis": "axis"]),
    OracleMapping("Slice", call: onnxSlice),
    OracleMapping("Split", call: onnxSplit),
  ]

private func onnxReduction(_ oracle: OracleCase, _ op: String) throws -> OracleCall {
  let second = oracle.inputs.dropFirst().first?.tensor?.integers
  let axes = oracle.integers("axes") ?? second ?? []
  if axes.isEmpty, oracle.integer("noop_with_empty_axes") == 1 {
    throw Unmapped("a reduction of no axes")
  }
  var call = OracleCall(
    op: op, attributes: ["keep_dims": .bool(oracle.integer("keepdims") != 0)],
    inputs: [OracleArgument(oracle.inputs[0].name)])
  if !axes.isEmpty { call.attributes["axes"] = .list(axes.map { .int($0) }) }
  return call
}

private func onnxGemm(_ oracle: OracleCase) throws -> OracleCall {
  let names = oracle.inputs.filter { $0.tensor != nil }.map(\.name)
  let shape = try oracle.operand(OracleArgument(names[1])).shape
  let isTransposed = oracle.integer("transB") == 1
  let columns = isTransposed ? shape[0] : shape[1]
  guard oracle.attributes["alpha"] ?? 1.0 == 1.0 else { throw Unmapped("`dense` has no alpha") }
  let beta = oracle.attributes["beta"] ?? 1.0
  let bias = names.count > 2 && beta != 0.0 ? names[2] : nil
  guard bias == nil || beta == 1.0 else { throw Unmapped("`dense` has no beta") }
  var call = OracleCall(
    op: "dense", attributes: ["units": .int(columns), "bias": .bool(bias != nil)],
    inputs: [
      OracleArgument(names[0], permutation: oracle.integer("transA") == 1 ? [1, 0] : [])
    ],
    parameters: ["kernel": OracleArgument(names[1], permutation: isTransposed ? [1, 0] : [])])
  if let bias {
    guard try oracle.operand(OracleArgument(bias)).count == columns else {
      throw Unmapped("`dense` has one bias a column")
    }
    call.parameters["bias"] = OracleArgument(bias)
  }
  return call
}

private func onnxGather(_ oracle: OracleCase) throws -> OracleCall {
  let (data, ids) = (oracle.inputs[0], oracle.inputs[1])
  guard ids.tensor?.integers.allSatisfy({ $0 >= 0 }) == true else {
    throw Unmapped("`gather` counts from 0")
  }
  return OracleCall(
    op: "gather", attributes: ["axis": oracle.attributes["axis"] ?? 0],
    inputs: [OracleArgument(data.name), OracleArgument(ids.name)])
}

private func onnxSlice(_ oracle: OracleCase) throws -> OracleCall {
  let rest = oracle.inputs.dropFirst().map { $0.tensor?.integers }
  func numbers(_ index: Int, _ name: String) -> [Int]? {
    rest.count > index ? rest[index] : oracle.integers(name)
  }
  guard let starts = numbers(0, "starts"), let stops = numbers(1, "ends") else {
    throw Unmapped("no starts")
  }
  let axes = numbers(2, "axes") ?? Array(starts.indices)
  let steps = numbers(3, "steps") ?? axes.map { _ in 1 }
  let size = try oracle.operand(OracleArgument(oracle.inputs[0].name)).shape
  // Axes that keep everything are no cut.
  let cuts = axes.indices.filter {
    starts[$0] != 0 || steps[$0] != 1
      || stops[$0] < size[axes[$0] < 0 ? axes[$0] + size.count : axes[$0]]
  }
  guard cuts.count == 1, let cut = cuts.first else { throw Unmapped("`slice` cuts one axis") }
  guard steps[cut] > 0 else { throw Unmapped("`slice` goes forward") }
  guard oracle.outputs[0].tensor?.count != 0 else { throw Unmapped("a value without elements") }
  return OracleCall(
    op: "slice",
    attributes: [
      "axis": .int(axes[cut]), "start": .int(starts[cut]), "stop": .int(stops[cut]),
      "step": .int(steps[cut]),
    ], inputs: [OracleArgument(oracle.inputs[0].name)])
}

/// The first part of a split is a slice.
private func onnxSplit(_ oracle: OracleCase) throws -> OracleCall {
  guard let part = oracle.outputs[0].tensor?.shape, let whole = oracle.inputs[0].tensor?.shape,
    part.allSatisfy({ $0 > 0 })
  else { throw Unmapped("a value without elements") }
  let axis = oracle.integer("axis") ?? 0
  let index = axis < 0 ? axis + whole.count : axis
  return OracleCall(
    op: "slice", attributes: ["axis": .int(axis), "start": 0, "stop": .int(part[index])],
    inputs: [OracleArgument(oracle.inputs[0].name)])
}
