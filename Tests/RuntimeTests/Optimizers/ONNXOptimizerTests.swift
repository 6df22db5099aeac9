import OracleSupport
import Runtime
import Testing

/// The training operators of ONNX: learning rate R, update count T, then for every tensor its
/// values X, its gradient G and its state.
@Suite struct ONNXOptimizerTests {
  @Test func stepsFollowTheReference() throws {
    let cases = try Oracles.families(in: "onnx-node").filter { $0.name == "optimizer" }
      .flatMap(\.cases)
    var (run, left) = (0, [String]())
    for oracle in cases {
      guard let (optimizer, number) = try translate(oracle) else {
        left.append("\(oracle.name) (no such optimizer here)")
        continue
      }
      try check(oracle, optimizer, number)
      run += 1
    }
    print("oracles: onnx-node/optimizer: \(run) cases; left out: \(left)")
  }

  private func check(_ oracle: OracleCase, _ optimizer: any Optimizer, _ number: Int) throws {
    let tensors = oracle.inputs.dropFirst(2).compactMap(\.tensor)
    let perGroup = tensors.count / (2 + optimizer.slots.count)
    let groups = stride(from: 0, to: tensors.count, by: perGroup).map { start in
      tensors[start..<start + perGroup].flatMap(\.floats)
    }
    var optimizing = OptimizerRun(
      optimizer, parameters: groups[0], state: Array(groups.dropFirst(2).joined()))
    optimizing.step(number, groups[1], learningRate: try rate(oracle))
    let expected = oracle.outputs.compactMap(\.tensor).flatMap(\.doubles)
    expectClose(
      optimizing.parameters + optimizing.state, expected,
      relative: oracle.relativeTolerance ?? 1e-5, absolute: oracle.absoluteTolerance ?? 1e-7,
      oracle.name)
  }

  private func rate(_ oracle: OracleCase) throws -> Double {
    try #require(oracle.inputs[0].tensor?.doubles.first)
  }

  /// Our optimizer and the number of the step.
  private func translate(_ oracle: OracleCase) throws -> (any Optimizer, Int)? {
    let count = try #require(oracle.inputs[1].tensor?.integers.first)
    func attribute(_ name: String, _ fallback: Double) -> Double {
      oracle.attributes[name].flatMap(Double.init(attribute:)) ?? fallback
    }
    guard attribute("norm_coefficient_post", 0) == 0 else { return nil }
    var attributes: [String: AttributeValue] = [
      "weight_decay": .float(attribute("norm_coefficient", 0))
    ]
    switch oracle.op {
    case "Adam":
      attributes["beta1"] = .float(attribute("alpha", 0.9))
      attributes["beta2"] = .float(attribute("beta", 0.999))
      attributes["epsilon"] = .float(attribute("epsilon", 0))
      // The count 0 means no bias correction, which is where a late step ends up.
      return (try Adam(AttributeReader(attributes)), count == 0 ? 1 << 30 : count)
    case "Adagrad":
      attributes["learning_rate_decay"] = .float(attribute("decay_factor", 0))
      attributes["epsilon"] = .float(attribute("epsilon", 0))
      return (try Adagrad(AttributeReader(attributes)), count + 1)
    case "Momentum":
      attributes["momentum"] = .float(attribute("alpha", 0.9))
      attributes["nesterov"] = .bool(oracle.attributes["mode"] == "nesterov")
      if count > 0 { attributes["dampening"] = .float(1 - attribute("beta", 1)) }
      return (try SGD(AttributeReader(attributes)), count > 0 ? 2 : 1)
    default: return nil
    }
  }
}
