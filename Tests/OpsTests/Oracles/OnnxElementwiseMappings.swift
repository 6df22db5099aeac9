import OracleSupport
import Runtime

/// Activations, arithmetic and softmaxes of `oracles/onnx-node`.
let onnxElementwiseMappings: [OracleMapping] =
  [
    ("Abs", "abs"), ("Erf", "erf"), ("Exp", "exp"), ("Log", "log"), ("Mish", "mish"),
    ("Neg", "negate"), ("Reciprocal", "reciprocal"), ("Relu", "relu"), ("Sigmoid", "sigmoid"),
    ("Softplus", "softplus"), ("Softsign", "softsign"), ("Sqrt", "sqrt"), ("Tanh", "tanh"),
    ("HardSwish", "hard_swish"), ("Identity", "identity"), ("Add", "add"), ("Sub", "subtract"),
    ("Mul", "multiply"), ("Div", "divide"),
  ].map { OracleMapping($0.0, to: $0.1) } + [
    OracleMapping("Elu", to: "elu", ["alpha": "alpha"]),
    OracleMapping("Gelu", to: "gelu", ["approximate": "approximate"]),
    OracleMapping("LeakyRelu", to: "leaky_relu", ["slope": "alpha"]),
    OracleMapping("HardSigmoid") { oracle in
      OracleCall(
        op: "hard_sigmoid",
        attributes: [
          "slope": oracle.attributes["alpha"] ?? 0.2, "offset": oracle.attributes["beta"] ?? 0.5,
        ], inputs: [.init(oracle.inputs[0].name)])
    },
    OracleMapping("Selu") { oracle in
      guard oracle.attributes.isEmpty else { throw Unmapped("`selu` has its constants built in") }
      return OracleCall(op: "selu", inputs: [.init(oracle.inputs[0].name)])
    },
    OracleMapping("Swish") { oracle in
      guard oracle.attributes["alpha"] ?? 1.0 == 1.0 else {
        throw Unmapped("`silu` has no alpha")
      }
      return OracleCall(op: "silu", inputs: [.init(oracle.inputs[0].name)])
    },
    OracleMapping("Clip", call: clip),
    OracleMapping("Max") { try pair($0, "maximum") },
    OracleMapping("Min") { try pair($0, "minimum") },
    OracleMapping("Pow") { oracle in
      try power(
        oracle, base: oracle.inputs[0].name, exponent: oracle.inputs[1].name, differentiated: false)
    },
    OracleMapping("Softmax") { try softmax($0, "softmax") },
    OracleMapping("LogSoftmax") { try softmax($0, "log_softmax") },
    OracleMapping("ArgMax") { oracle in
      guard oracle.attributes["select_last_index"] ?? 0 == 0 else {
        throw Unmapped("`argmax` takes the first of equal numbers")
      }
      return OracleCall(
        op: "argmax", attributes: ["axis": oracle.attributes["axis"] ?? 0],
        inputs: [.init(oracle.inputs[0].name)])
    },
  ]

/// Bounds are attributes up to operator set 10, operands after it.
private func clip(_ oracle: OracleCase) throws -> OracleCall {
  var call = OracleCall(op: "clip", inputs: [.init(oracle.inputs[0].name)])
  for (index, name) in [(1, "min"), (2, "max")] {
    call.attributes[name] = oracle.attributes[name]
    if index < oracle.inputs.count, let bound = oracle.inputs[index].tensor?.doubles.first {
      call.attributes[name] = .float(bound)
    }
  }
  if case (.float(let least)?, .float(let most)?) = (call.attributes["min"], call.attributes["max"]),
    least > most
  {
    throw Unmapped("`clip` refuses a `min` above its `max`")
  }
  return call
}

private func pair(_ oracle: OracleCase, _ op: String) throws -> OracleCall {
  guard oracle.inputs.count == 2 else { throw Unmapped("`\(op)` takes two inputs") }
  return OracleCall(op: op, inputs: oracle.inputs.map { .init($0.name) })
}

/// Up to operator set 12 all axes from `axis` on count as one.
private func softmax(_ oracle: OracleCase, _ op: String) throws -> OracleCall {
  let rank = oracle.inputs[0].tensor?.shape.count ?? 0
  let isOld = (oracle.opset ?? 13) < 13
  let axis = oracle.attributes["axis"] ?? (isOld ? 1 : -1)
  guard !isOld || axis == .int(rank - 1) || axis == .int(-1) else {
    throw Unmapped("`\(op)` works along one axis")
  }
  return OracleCall(op: op, attributes: ["axis": axis], inputs: [.init(oracle.inputs[0].name)])
}
