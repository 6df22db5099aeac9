import OracleSupport
import Runtime

/// Losses of `oracles/gradients`.
let lossMappings: [OracleMapping] = [
  OracleMapping("mse", to: "mean_squared_error", ["reduction": "reduction"]),
  OracleMapping("sigmoid_cross_entropy", to: "sigmoid_cross_entropy", ["reduction": "reduction"]),
  OracleMapping("softmax_cross_entropy") { oracle in
    var call = OracleCall(op: "softmax_cross_entropy", inputs: ["logits", "labels"])
    for name in ["reduction", "label_smoothing", "ignore_index"] {
      call.attributes[name] = oracle.attributes[name]
    }
    if let weights = oracle.input("weights") {
      call.attributes["class_weights"] = .list(weights.doubles.map { .float($0) })
    }
    return call
  },
]

/// Losses of `oracles/onnx-node`, where the classes are axis 1.
let onnxLossMappings: [OracleMapping] = [
  OracleMapping("SoftmaxCrossEntropyLoss") { oracle in
    let (logits, labels) = (oracle.inputs[0], oracle.inputs[1])
    let rank = logits.tensor?.shape.count ?? 0
    var call = OracleCall(
      op: "softmax_cross_entropy",
      inputs: [
        .init(logits.name, permutation: [0] + (2..<max(2, rank)) + [1]), .init(labels.name),
      ])
    for name in ["reduction", "ignore_index"] { call.attributes[name] = oracle.attributes[name] }
    if oracle.inputs.count > 2, let weights = oracle.inputs[2].tensor {
      call.attributes["class_weights"] = .list(weights.doubles.map { .float($0) })
    }
    return call
  }
]
