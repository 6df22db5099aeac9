import OracleSupport
import Runtime

/// Activations of `oracles/gradients`.
let activationMappings: [OracleMapping] =
  [
    "elu", "gelu", "hard_sigmoid", "hard_swish", "mish", "relu", "relu6", "selu", "sigmoid",
    "silu", "softplus", "softsign", "tanh",
  ].map { OracleMapping($0, to: $0) } + [
    OracleMapping("leaky_relu", to: "leaky_relu", ["slope": "negative_slope"]),
    OracleMapping("gelu_tanh") { _ in
      OracleCall(op: "gelu", attributes: ["approximate": "tanh"], inputs: ["x"])
    },
    OracleMapping("softmax", to: "softmax", ["axis": "axis"]),
    OracleMapping("log_softmax", to: "log_softmax", ["axis": "axis"]),
  ]

/// Arithmetic of `oracles/gradients`.
let arithmeticMappings: [OracleMapping] =
  ["abs", "log", "log1p", "reciprocal", "rsqrt", "sqrt", "square"].map {
    OracleMapping($0, to: $0)
  } + [
    OracleMapping("clip", to: "clip", ["min": "min", "max": "max"]),
    OracleMapping("exp") { oracle in
      guard let limit = oracle.attributes["clamped_at"] else {
        return OracleCall(op: "exp", inputs: ["x"])
      }
      return OracleCall(
        op: "clip", followers: [("exp", [:])], attributes: ["max": limit], inputs: ["x"])
    },
    OracleMapping("add", to: "add"),
    OracleMapping("sub", to: "subtract"),
    OracleMapping("mul", to: "multiply"),
    OracleMapping("div", to: "divide"),
    OracleMapping("maximum", to: "maximum"),
    OracleMapping("minimum", to: "minimum"),
    OracleMapping("pow") { oracle in
      try power(oracle, base: "x", exponent: "p", differentiated: !oracle.gradients.isEmpty)
    },
  ]

/// A power; an exponent that is one number is an attribute, unless its gradient is wanted.
func power(
  _ oracle: OracleCase, base: String, exponent: String, differentiated: Bool
) throws -> OracleCall {
  let exponents = try oracle.operand(.init(exponent)).doubles
  guard let first = exponents.first, exponents.allSatisfy({ $0 == first }), !differentiated else {
    return OracleCall(op: "power", inputs: [.init(base), .init(exponent)])
  }
  return OracleCall(op: "power", attributes: ["exponent": .float(first)], inputs: [.init(base)])
}
