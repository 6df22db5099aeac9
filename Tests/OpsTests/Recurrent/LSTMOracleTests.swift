import OracleSupport
import Runtime
import Testing

/// The LSTM layer with its final states against PyTorch in double precision, in TensorFlow's layout
/// and in PyTorch's own.
@Suite struct LSTMOracleTests {
  @Test(arguments: [false, true]) func tensorFlowLayoutAgrees(isPadded: Bool) throws {
    var checked = 0
    for oracle in try cases("lstm") {
      let names = oracle.op == "bilstm" ? ["fw", "bw"] : ["fw"]
      let directions = try names.map { name in
        LSTMTrial.Direction(
          kernel: try #require(oracle.input("w_\(name)")).plain,
          bias: try #require(oracle.input("b_\(name)")).plain, isReversed: name == "bw")
      }
      let forgetBias = try #require(oracle.json["attributes"]?["forget_bias"]?.double)
      let trial = LSTMTrial(
        layers: [directions], forgetBias: Float(forgetBias), isPadded: isPadded)
      let suffixes = names.count == 1 ? [""] : ["_fw", "_bw"]
      let outcome = try trial.run(
        try #require(oracle.input("x")).plain, lengths: try lengths(oracle),
        dy: oracle.cotangent("y")?.plain,
        states: try suffixes.map {
          (
            try #require(oracle.cotangent("h\($0)")).plain,
            try #require(oracle.cotangent("c\($0)")).plain
          )
        })
      try check(oracle, "y", outcome.y.floats)
      try check(oracle, "x", outcome.dx.floats, isGradient: true)
      for (index, suffix) in suffixes.enumerated() {
        try check(oracle, "h\(suffix)", outcome.states[index].hidden.floats)
        try check(oracle, "c\(suffix)", outcome.states[index].cell.floats)
        try check(oracle, "w_\(names[index])", outcome.kernels[index].floats, isGradient: true)
        try check(oracle, "b_\(names[index])", outcome.biases[index].floats, isGradient: true)
      }
      checked += 1
    }
    print("gradients/lstm: \(checked) cases checked, stored to the longest example: \(isPadded)")
  }

  @Test func torchLayoutAgrees() throws {
    var checked = 0
    for oracle in try cases("lstm_torch") {
      let units = try #require(oracle.integer("hidden_size"))
      let layers = oracle.integer("num_layers") ?? 1
      let isBidirectional = oracle.attributes["bidirectional"] == true
      let names = (0..<layers).map { layer in
        ["l\(layer)"] + (isBidirectional ? ["l\(layer)_reverse"] : [])
      }
      func floats(_ name: String) throws -> [Float] { try #require(oracle.input(name)).floats }
      let trial = LSTMTrial(
        layers: try names.map { layer in
          try layer.map { name in
            LSTMTrial.Direction(
              kernel: GateOrder.torch.kernel(
                try floats("weight_ih_\(name)"), try floats("weight_hh_\(name)"), units: units),
              bias: GateOrder.torch.bias(
                zip(try floats("bias_ih_\(name)"), try floats("bias_hh_\(name)")).map { $0 + $1 },
                units: units), isReversed: name.hasSuffix("reverse"))
          }
        }, forgetBias: 0)
      let all = names.flatMap { $0 }
      let outcome = try trial.run(
        try #require(oracle.input("x")).plain, lengths: try lengths(oracle),
        dy: oracle.cotangent("y")?.plain,
        states: try zip(
          #require(oracle.cotangent("h_n")).rows(all.count),
          #require(oracle.cotangent("c_n")).rows(all.count)
        ).map { ($0, $1) })
      try check(oracle, "y", outcome.y.floats)
      try check(oracle, "h_n", outcome.states.flatMap { $0.hidden.floats })
      try check(oracle, "c_n", outcome.states.flatMap { $0.cell.floats })
      try check(oracle, "x", outcome.dx.floats, isGradient: true)
      for (index, name) in all.enumerated() {
        let weights = GateOrder.torch.weights(outcome.kernels[index], units: units)
        let bias = GateOrder.torch.back(outcome.biases[index], units: units)
        try check(oracle, "weight_ih_\(name)", weights.ofInput, isGradient: true)
        try check(oracle, "weight_hh_\(name)", weights.ofHidden, isGradient: true)
        try check(oracle, "bias_ih_\(name)", bias, isGradient: true)
        try check(oracle, "bias_hh_\(name)", bias, isGradient: true)
      }
      checked += 1
    }
    print("gradients/lstm_torch: \(checked) cases checked")
  }

  private func cases(_ family: String) throws -> [OracleCase] {
    guard Oracles.url("gradients/\(family).json") != nil else { return [] }
    return try OracleFamily("gradients", family).cases
  }

  private func lengths(_ oracle: OracleCase) throws -> [Int] {
    let shape = try #require(oracle.input("x")).shape
    return oracle.input("lengths")?.integers ?? Array(repeating: shape[1], count: shape[0])
  }

  private func check(
    _ oracle: OracleCase, _ name: String, _ actual: [Float], isGradient: Bool = false
  ) throws {
    let expected = try #require(isGradient ? oracle.gradient(name) : oracle.output(name))
    expectClose(
      actual, expected.doubles, limit: oracle.limit(isGradient ? "d_\(name)" : name),
      "\(oracle) \(isGradient ? "d_" : "")\(name)")
  }
}

extension OracleTensor {
  /// The tensor in single precision.
  var plain: Tensor { Tensor(shape, floats) }

  /// Its parts along the first axis.
  func rows(_ count: Int) -> [Tensor] {
    let size = self.count / max(1, count)
    return (0..<count).map {
      Tensor(Array(shape.dropFirst()), Array(floats[$0 * size..<($0 + 1) * size]))
    }
  }
}
