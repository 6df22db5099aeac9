import Kernels
import OracleSupport
import Runtime
import Testing

/// Recurrent layers with their final states against PyTorch in double precision, in TensorFlow's
/// layout of an LSTM and in PyTorch's own.
@Suite struct RecurrentOracleTests {
  @Test(arguments: [false, true]) func tensorFlowLayoutAgrees(isPadded: Bool) throws {
    var checked = 0
    for oracle in try cases("lstm") {
      let names = oracle.op == "bilstm" ? ["fw", "bw"] : ["fw"]
      let directions = try names.map { name in
        RecurrentTrial.Direction(
          kernel: try #require(oracle.input("w_\(name)")).plain,
          bias: try #require(oracle.input("b_\(name)")).plain, isReversed: name == "bw")
      }
      let forgetBias = try #require(oracle.json["attributes"]?["forget_bias"]?.double)
      let trial = RecurrentTrial(
        cell: .lstm, layers: [directions], forgetBias: Float(forgetBias), isPadded: isPadded)
      let suffixes = names.count == 1 ? [""] : ["_fw", "_bw"]
      let outcome = try trial.run(
        try #require(oracle.input("x")).plain, lengths: try lengths(oracle),
        dy: oracle.cotangent("y")?.plain,
        states: try suffixes.map {
          [
            try #require(oracle.cotangent("h\($0)")).plain,
            try #require(oracle.cotangent("c\($0)")).plain,
          ]
        })
      try check(oracle, "y", outcome.y.floats)
      try check(oracle, "x", outcome.dx.floats, isGradient: true)
      for (index, suffix) in suffixes.enumerated() {
        try check(oracle, "h\(suffix)", outcome.states[index][0].floats)
        try check(oracle, "c\(suffix)", outcome.states[index][1].floats)
        try check(oracle, "w_\(names[index])", outcome.kernels[index].floats, isGradient: true)
        try check(oracle, "b_\(names[index])", outcome.biases[index].floats, isGradient: true)
      }
      checked += 1
    }
    print("gradients/lstm: \(checked) cases checked, stored to the longest example: \(isPadded)")
  }

  @Test(arguments: ["lstm", "gru", "rnn"]) func torchLayoutAgrees(op: String) throws {
    var checked = 0
    for oracle in try cases("\(op)_torch") {
      let cell: CellKind =
        switch op {
        case "lstm": .lstm
        case "gru": .gru
        default: oracle.attributes["nonlinearity"] == "relu" ? .relu : .tanh
        }
      try checkTorch(oracle, cell)
      checked += 1
    }
    print("gradients/\(op)_torch: \(checked) cases checked")
  }

  private func checkTorch(_ oracle: OracleCase, _ cell: CellKind) throws {
    let units = try #require(oracle.integer("hidden_size"))
    let order = GateOrder.torch(cell)
    let names = (0..<(oracle.integer("num_layers") ?? 1)).map { layer in
      ["l\(layer)"] + (oracle.attributes["bidirectional"] == true ? ["l\(layer)_reverse"] : [])
    }
    func floats(_ name: String) throws -> [Float] { try #require(oracle.input(name)).floats }
    let trial = RecurrentTrial(
      cell: cell,
      layers: try names.map { layer in
        try layer.map { name in
          RecurrentTrial.Direction(
            kernel: order.kernel(
              try floats("weight_ih_\(name)"), try floats("weight_hh_\(name)"), units: units),
            bias: order.bias(
              try floats("bias_ih_\(name)"), try floats("bias_hh_\(name)"), units: units),
            isReversed: name.hasSuffix("reverse"))
        }
      })
    let all = names.flatMap { $0 }
    let states = cell == .lstm ? ["h_n", "c_n"] : ["h_n"]
    let parts = try states.map { try #require(oracle.cotangent($0)).rows(all.count) }
    let outcome = try trial.run(
      try #require(oracle.input("x")).plain, lengths: try lengths(oracle),
      dy: oracle.cotangent("y")?.plain,
      states: all.indices.map { index in parts.map { $0[index] } })
    try check(oracle, "y", outcome.y.floats)
    for (number, name) in states.enumerated() {
      try check(oracle, name, outcome.states.flatMap { $0[number].floats })
    }
    try check(oracle, "x", outcome.dx.floats, isGradient: true)
    for (index, name) in all.enumerated() {
      let weights = order.weights(outcome.kernels[index], units: units)
      let biases = order.biases(outcome.biases[index], units: units)
      try check(oracle, "weight_ih_\(name)", weights.ofInput, isGradient: true)
      try check(oracle, "weight_hh_\(name)", weights.ofHidden, isGradient: true)
      try check(oracle, "bias_ih_\(name)", biases.ofInput, isGradient: true)
      try check(oracle, "bias_hh_\(name)", biases.ofHidden, isGradient: true)
    }
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
