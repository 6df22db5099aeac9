import OracleSupport
import Runtime

/// Ops on sequences and normalisations of `oracles/gradients`.
let sequenceMappings: [OracleMapping] =
  ["masked_last", "masked_max", "masked_mean", "masked_sum"].map { name in
    OracleMapping(name) { oracle in
      guard oracle.attributes["axis"] ?? 1 == 1 else { throw Unmapped("steps are axis 1") }
      return OracleCall(
        op: name == "masked_last" ? "last_step" : name, inputs: ["x"],
        lengths: oracle.input("lengths")?.integers)
    }
  }
  + ["layer_norm", "rms_norm"].map { name in
    OracleMapping(name) { oracle in
      var call = OracleCall(
        op: name,
        attributes: [
          "axes": oracle.attributes["last_axes"] ?? 1,
          "epsilon": oracle.attributes["epsilon"] ?? 1e-3,
        ], inputs: ["x"])
      for parameter in ["gamma", "beta"] where oracle.input(parameter) != nil {
        call.parameters[parameter] = OracleArgument(parameter)
      }
      return call
    }
  }
  + [
    OracleMapping("conv1d") { oracle in
      let x = try oracle.operand("x").shape
      var window = ConvolutionWindow(kernel: try oracle.operand("w").shape[0])
      window.stride = oracle.integer("stride") ?? 1
      window.dilation = oracle.integer("dilation") ?? 1
      let pads = oracle.integers("padding")
      var call = OracleCall(op: "conv1d", inputs: ["x"], parameters: ["kernel": "w"])
      call.attributes = window.attributes(filters: try oracle.operand("w").shape[2])
      call.attributes["padding"] =
        try pads.map { try window.padding($0, steps: x[1]) } ?? oracle.attributes["padding"]
      call.attributes["bias"] = .bool(oracle.input("b") != nil)
      if oracle.input("b") != nil { call.parameters["bias"] = "b" }
      if let groups = oracle.attributes["groups"] { call.attributes["groups"] = groups }
      return call
    },
    OracleMapping("batch_norm") { oracle in
      let rank = try oracle.operand("x").shape.count
      guard let axis = oracle.integer("axis"), axis == -1 || axis == rank - 1 else {
        throw Unmapped("`batch_norm` has its channels last")
      }
      let isTraining = oracle.attributes["training"] == true
      var call = OracleCall(
        op: "batch_norm", attributes: ["epsilon": oracle.attributes["epsilon"] ?? 1e-3],
        inputs: ["x"], parameters: ["gamma": "gamma", "beta": "beta"],
        mode: isTraining ? .training : .evaluation)
      if !isTraining {
        call.parameters["moving_mean"] = "moving_mean"
        call.parameters["moving_variance"] = "moving_var"
      }
      return call
    },
    OracleMapping("batch_norm_running_stats") { _ in
      throw Unmapped("checked by BatchNormOracleTests")
    },
    OracleMapping("scaled_dot_product_attention") { oracle in
      OracleCall(
        op: "attention", attributes: ["heads": oracle.attributes["heads"] ?? 1],
        inputs: ["q", "k", "v"], lengths: oracle.input("lengths")?.integers,
        ragged: [false, true, true])
    },
    OracleMapping("dropout") { _ in
      throw Unmapped("a given mask; DropoutTests checks the relation with the op's own")
    },
  ]
  + ["lstm", "bilstm", "gru", "rnn"].map { name in
    OracleMapping(name) { _ in throw Unmapped("checked by RecurrentOracleTests") }
  }

/// Ops on sequences and normalisations of `oracles/onnx-node`, where the channels are axis 1.
let onnxSequenceMappings: [OracleMapping] =
  [
    OracleMapping("Conv", call: onnxConvolution),
    OracleMapping("BatchNormalization") { oracle in
      let names = oracle.inputs.map(\.name)
      let rank = try oracle.operand(OracleArgument(names[0])).shape.count
      let channelsLast = rank > 2 ? [0] + Array(2..<rank) + [1] : []
      return OracleCall(
        op: "batch_norm", attributes: ["epsilon": oracle.attributes["epsilon"] ?? 1e-5],
        inputs: [OracleArgument(names[0], permutation: channelsLast)],
        parameters: [
          "gamma": OracleArgument(names[1]), "beta": OracleArgument(names[2]),
          "moving_mean": OracleArgument(names[3]), "moving_variance": OracleArgument(names[4]),
        ],
        mode: oracle.integer("training_mode") == 1 ? .training : .evaluation,
        output: OracleArgument(oracle.outputs[0].name, permutation: channelsLast))
    },
    OracleMapping("LayerNormalization") { oracle in
      let names = oracle.inputs.map(\.name)
      let rank = try oracle.operand(OracleArgument(names[0])).shape.count
      let axis = oracle.integer("axis") ?? -1
      var call = OracleCall(
        op: "layer_norm",
        attributes: [
          "axes": .int(axis < 0 ? -axis : rank - axis),
          "epsilon": oracle.attributes["epsilon"] ?? 1e-5,
        ], inputs: [OracleArgument(names[0])])
      for (parameter, name) in zip(["gamma", "beta"], names.dropFirst()) where !name.isEmpty {
        call.parameters[parameter] = OracleArgument(name)
      }
      return call
    },
  ]
  + ["LSTM", "GRU", "RNN"].map { name in
    OracleMapping(name) { _ in throw Unmapped("checked by OnnxRecurrentTests") }
  }

private func onnxConvolution(_ oracle: OracleCase) throws -> OracleCall {
  let names = oracle.inputs.map(\.name)
  let x = try oracle.operand(OracleArgument(names[0])).shape
  let kernel = try oracle.operand(OracleArgument(names[1])).shape
  guard x.count == 3 else {
    throw Unmapped("`conv1d` slides along one axis, not \(x.count - 2)")
  }
  var window = ConvolutionWindow(kernel: kernel[2])
  window.stride = oracle.integers("strides")?.first ?? 1
  window.dilation = oracle.integers("dilations")?.first ?? 1
  var call = OracleCall(
    op: "conv1d", attributes: window.attributes(filters: kernel[0]),
    inputs: [OracleArgument(names[0], permutation: [0, 2, 1])],
    parameters: ["kernel": OracleArgument(names[1], permutation: [2, 1, 0])],
    output: OracleArgument(oracle.outputs[0].name, permutation: [0, 2, 1]))
  switch oracle.attributes["auto_pad"] ?? "NOTSET" {
  case "SAME_UPPER": call.attributes["padding"] = "same"
  case "VALID": call.attributes["padding"] = "valid"
  case "NOTSET":
    let pads = oracle.integers("pads") ?? [0, 0]
    call.attributes["padding"] = try window.padding(pads, steps: x[2])
  default: throw Unmapped("`conv1d` pads as SAME_UPPER")
  }
  call.attributes["groups"] = oracle.attributes["group"] ?? 1
  let bias = oracle.inputs.dropFirst(2).first { $0.tensor != nil }?.name
  call.attributes["bias"] = .bool(bias != nil)
  if let bias { call.parameters["bias"] = OracleArgument(bias) }
  return call
}

/// The geometry of a convolution of the oracles.
struct ConvolutionWindow {
  let kernel: Int
  var stride = 1
  var dilation = 1

  init(kernel: Int) { self.kernel = kernel }

  func attributes(filters: Int) -> [String: AttributeValue] {
    [
      "filters": .int(filters), "kernel": .int(kernel), "stride": .int(stride),
      "dilation": .int(dilation),
    ]
  }

  /// The name that explicit numbers of zeros before and behind have.
  func padding(_ pads: [Int], steps: Int) throws -> AttributeValue {
    let span = (kernel - 1) * dilation
    let windows = (steps + stride - 1) / stride
    let total = max((windows - 1) * stride + span + 1 - steps, 0)
    switch pads {
    case [0, 0]: return "valid"
    case [total / 2, total - total / 2]: return "same"
    case [span, 0]: return "causal"
    default: throw Unmapped("`conv1d` has no padding of any number of zeros")
    }
  }
}

extension OracleCase {
  /// An attribute that is an integer.
  func integer(_ name: String) -> Int? {
    if case .int(let value) = attributes[name] { value } else { nil }
  }

  /// An attribute that is a list of integers.
  func integers(_ name: String) -> [Int]? {
    guard case .list(let values) = attributes[name] else { return nil }
    return values.compactMap { if case .int(let value) = $0 { value } else { nil } }
  }
}
