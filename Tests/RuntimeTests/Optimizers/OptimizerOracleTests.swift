import OracleSupport
import Runtime
import Testing

/// Every optimizer step that PyTorch and TensorFlow computed in double precision.
@Suite struct OptimizerOracleTests {
  @Test(arguments: ["optim/torch.json", "optim/tensorflow.json"])
  func parametersFollowTheReference(path: String) throws {
    let cases = try Oracles.json(path)?["optimizers"]?.array ?? []
    var (run, left, worst) = (0, [String](), 0.0)
    for json in cases {
      let name = json["name"]?.string ?? "?"
      guard let optimizer = try Self.optimizer(for: json) else {
        left.append("\(name) (no such optimizer here)")
        continue
      }
      worst = max(worst, try Self.check(json, name, optimizer))
      run += 1
    }
    print("oracles: \(path): \(run) optimizers, largest difference \(worst); left out: \(left)")
  }

  private static func check(
    _ json: JSONValue, _ name: String, _ optimizer: any Optimizer
  ) throws -> Double {
    let start = try #require(json["params0"]).numbers.map { Float($0) }
    let gradients = try #require(json["grads"]?.array)
    let expected = try #require(json["params_after"]?.array)
    let rates = json["lr_at"]?.numbers
    var optimizing = OptimizerRun(optimizer, parameters: start)
    var worst = 0.0
    for (index, gradient) in gradients.enumerated() {
      let rate = rates?[index] ?? optimizer.learningRate
      optimizing.step(index + 1, gradient.numbers.map { Float($0) }, learningRate: rate)
      let closeness = expectClose(
        optimizing.parameters, expected[index].numbers, limit: 1e-6, "\(name), step \(index + 1)")
      worst = max(worst, closeness.relative)
    }
    return worst
  }

  /// Our optimizer for a case, from the class that computed it and its arguments.
  private static func optimizer(for json: JSONValue) throws -> (any Optimizer)? {
    let source = json["source"]?.string ?? ""
    let isTorch = source.hasPrefix("torch.optim.")
    let defaults = json["defaults_of_source"]?.object?.members ?? []
    let hyper = json["hyper"]?.object?.members ?? []
    guard let kind = kind(source, json["name"]?.string ?? "") else { return nil }
    var attributes: [String: AttributeValue] = [:]
    let names = Set(kind.schema.attributes.map { $0.name })
    if names.contains("epsilon_mode") {
      attributes["epsilon_mode"] = isTorch ? "pytorch" : "tensorflow"
    }
    let torchDefaults: [String: AttributeValue] =
      !isTorch
      ? [:]
      : kind.schema.name == "rmsprop"
        ? ["rho": 0.99, "epsilon": 1e-8]
        : kind.schema.name == "adagrad" ? ["initial_accumulator": 0, "epsilon": 1e-10] : [:]
    attributes.merge(torchDefaults) { $1 }
    if kind.schema.name == "adagrad" && !isTorch { attributes["epsilon"] = 0 }
    for member in defaults.filter({ $0.name != "lr" }) + hyper {
      if member.name == "betas", let betas = member.value.array, betas.count == 2 {
        attributes["beta1"] = AttributeValue(json: betas[0])
        attributes["beta2"] = AttributeValue(json: betas[1])
      } else if let ours = ourName(member.name, in: names), member.value.string == nil {
        attributes[ours] = AttributeValue(json: member.value)
      }
    }
    if source.contains("use_nesterov") { attributes["nesterov"] = true }
    if source.contains("Centered") { attributes["centered"] = true }
    return try kind.init(AttributeReader(attributes))
  }

  private static func kind(_ source: String, _ name: String) -> (any Optimizer.Type)? {
    if source.hasPrefix("torch.optim.") {
      return OptimizerCatalog.named(source.dropFirst("torch.optim.".count).lowercased())
    }
    let text = source.contains("Apply") ? source : name
    let kernels = ["momentum": "sgd", "rmsprop": "rmsprop", "adagrad": "adagrad", "adam": "adam"]
    let words = ["rmsprop", "momentum", "adagrad", "adam"]
    let word = words.first { text.lowercased().contains($0) }
    return word.flatMap { kernels[$0] }.flatMap(OptimizerCatalog.named)
  }

  private static func ourName(_ theirs: String, in names: Set<String>) -> String? {
    let translated = [
      "lr": "learning_rate", "eps": "epsilon", "alpha": "rho", "ms0": "initial_mean_square",
      "initial_accumulator_value": "initial_accumulator", "lr_decay": "learning_rate_decay",
    ]
    let ours = translated[theirs] ?? theirs
    return names.contains(ours) ? ours : nil
  }
}
