import OracleSupport
import Runtime

/// Pooling of `oracles/gradients`.
let poolMappings: [OracleMapping] = [
  ("max_pool1d", "max_pool1d"), ("avg_pool1d", "average_pool1d"),
]
.map { name, op in
  OracleMapping(name) { oracle in
    let (window, stride) = (oracle.integer("kernel") ?? 1, oracle.integer("stride") ?? 1)
    let pad = oracle.integer("pad") ?? 0
    let steps = try oracle.operand("x").shape[1]
    return OracleCall(
      op: op,
      attributes: try poolAttributes(window, stride, pads: [pad, pad], steps: steps),
      inputs: ["x"])
  }
}

/// Pooling of `oracles/onnx-node`, where the channels are axis 1.
let onnxPoolMappings: [OracleMapping] =
  [("MaxPool", "max_pool1d"), ("AveragePool", "average_pool1d")].map { name, op in
    OracleMapping(name) { try onnxPool($0, op) }
  }
  + [("GlobalMaxPool", "masked_max"), ("GlobalAveragePool", "masked_mean")].map { name, op in
    OracleMapping(name) { oracle in
      let name = oracle.inputs[0].name
      let rank = try oracle.operand(.init(name)).shape.count
      guard rank == 3 else { throw Unmapped("`\(op)` reduces one axis, not \(rank - 2)") }
      return OracleCall(
        op: op, inputs: [.init(name, permutation: [0, 2, 1])],
        output: .init(oracle.outputs[0].name))
    }
  }

private func onnxPool(_ oracle: OracleCase, _ op: String) throws -> OracleCall {
  let x = try oracle.operand(.init(oracle.inputs[0].name)).shape
  guard x.count == 3, let window = oracle.integers("kernel_shape")?.first else {
    throw Unmapped("`\(op)` slides along one axis, not \(x.count - 2)")
  }
  guard oracle.integers("dilations") ?? [1] == [1], oracle.integer("ceil_mode") ?? 0 == 0,
    oracle.integer("count_include_pad") ?? 0 == 0
  else { throw Unmapped("`\(op)` has no dilation, ceil_mode or counted padding") }
  let stride = oracle.integers("strides")?.first ?? 1
  var attributes = try poolAttributes(
    window, stride, pads: oracle.integers("pads") ?? [0, 0], steps: x[2])
  switch oracle.attributes["auto_pad"] ?? "NOTSET" {
  case "SAME_UPPER": attributes["padding"] = "same"
  case "NOTSET", "VALID": break
  default: throw Unmapped("`\(op)` pads as SAME_UPPER")
  }
  return OracleCall(
    op: op, attributes: attributes,
    inputs: [.init(oracle.inputs[0].name, permutation: [0, 2, 1])],
    output: .init(oracle.outputs[0].name, permutation: [0, 2, 1]))
}

private func poolAttributes(
  _ window: Int, _ stride: Int, pads: [Int], steps: Int
) throws -> [String: AttributeValue] {
  var geometry = ConvolutionWindow(kernel: window)
  geometry.stride = stride
  return [
    "window": .int(window), "stride": .int(stride),
    "padding": try geometry.padding(pads, steps: steps),
  ]
}
