import Runtime
import Testing

/// Laws of every optimizer of the catalog.
@Suite struct OptimizerTests {
  @Test(arguments: OptimizerCatalog.all.map { $0.schema.name })
  func theSplitDoesNotChangeBits(name: String) throws {
    let optimizer = try #require(OptimizerCatalog.named(name)).init([:])
    let start = numbers(137, seed: 1)
    var whole = OptimizerRun(optimizer, parameters: start)
    var split = OptimizerRun(optimizer, parameters: start)
    for number in 1...4 {
      let gradients = numbers(137, seed: UInt64(number + 1))
      whole.step(number, gradients, learningRate: 0.01, scale: 0.5)
      split.step(number, gradients, learningRate: 0.01, scale: 0.5, splits: [3, 8, 71, 72])
    }
    #expect(whole.parameters.map(\.bitPattern) == split.parameters.map(\.bitPattern))
    #expect(whole.parameters != start)
  }

  @Test(arguments: OptimizerCatalog.all.map { $0.schema.name })
  func theGradientScaleIsThatOfTheGradients(name: String) throws {
    let optimizer = try #require(OptimizerCatalog.named(name)).init([:])
    var scaled = OptimizerRun(optimizer, parameters: numbers(50, seed: 1))
    var plain = OptimizerRun(optimizer, parameters: numbers(50, seed: 1))
    let gradients = numbers(50, seed: 2)
    // A power of two, so that scaling rounds nothing.
    scaled.step(1, gradients.map { $0 * 4 }, learningRate: 0.1, scale: 0.25)
    plain.step(1, gradients, learningRate: 0.1)
    #expect(scaled.parameters == plain.parameters)
  }

  @Test(arguments: OptimizerCatalog.all.map { $0.schema.name })
  func aNaNGradientIsNotHidden(name: String) throws {
    let optimizer = try #require(OptimizerCatalog.named(name)).init([:])
    var run = OptimizerRun(optimizer, parameters: [1, 2, 3])
    run.step(1, [0.5, .nan, 0.5], learningRate: 0.1)
    #expect(run.parameters[1].isNaN)
    #expect(run.parameters[0].isFinite && run.parameters[2].isFinite)
  }

  @Test func theCatalogIsSortedAndDocumented() {
    let schemas = OptimizerCatalog.all.map { $0.schema }
    #expect(schemas.map { $0.name } == schemas.map { $0.name }.sorted())
    for schema in schemas {
      #expect(schema.summary.hasSuffix(".") && !schema.formula.isEmpty)
      #expect(schema.attributes.map { $0.name }.contains("learning_rate"))
    }
  }

  @Test func wrongAttributesAreBlamed() {
    #expect(throws: OpError.self) { try SGD(["nesterov": true]) }
    #expect(throws: OpError.self) { try Adam(["beta1": 1]) }
    #expect(throws: OpError.self) { try Adagrad(["initial_accumulator": 0, "epsilon": 0]) }
    #expect(throws: OpError.self) { try RMSProp(["epsilon_mode": "keras"]) }
  }

  /// Reproducible numbers from -1 to 1.
  private func numbers(_ count: Int, seed: UInt64) -> [Float] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Int64(bitPattern: state) >> 40) / Float(1 << 23)
    }
  }
}
