import OracleSupport
import Runtime
import Testing

/// Learning rates of PyTorch, Keras and optax, step by step.
@Suite struct ScheduleTests {
  @Test(arguments: ["optim/torch.json", "optim/tensorflow.json"])
  func ratesFollowTheReference(path: String) throws {
    var (run, left) = (0, [String]())
    for json in try Oracles.json(path)?["schedules"]?.array ?? [] {
      let name = json["name"]?.string ?? "?"
      guard let rates = json["lr"]?.numbers else {
        left.append("\(name) (depends on a metric)")
        continue
      }
      guard let translation = ScheduleTranslation(json) else {
        left.append("\(name) (no such schedule here)")
        continue
      }
      let rate = try LearningRate(
        translation.base, schedule: #require(ScheduleCatalog.named(translation.schedule)),
        AttributeReader(translation.attributes))
      // Keras computes in single precision.
      let limit = json["precision"]?.string == "float32" ? 2e-7 : 1e-14
      for (step, expected) in rates.enumerated() {
        let difference = (rate.rate(at: step) - expected).magnitude
        #expect(
          difference <= limit * translation.base,
          "\(name), step \(step): \(rate.rate(at: step)), expected \(expected)")
      }
      run += 1
    }
    print("oracles: \(path): \(run) schedules; left out: \(left)")
  }

  @Test func theCatalogIsSortedAndEverySchemaHasAWarmUp() {
    let schemas = ScheduleCatalog.all.map { $0.schema }
    #expect(schemas.map { $0.name } == schemas.map { $0.name }.sorted())
    for schema in schemas {
      #expect(schema.attributes.map { $0.name }.suffix(2) == ["warmup_steps", "warmup_from"])
    }
  }

  @Test func theWarmUpComesBeforeTheSchedule() throws {
    let rate = try LearningRate(
      0.8, schedule: LinearSchedule.self, ["steps": 4, "warmup_steps": 2, "warmup_from": 0.5])
    #expect(
      (0..<8).map(rate.rate) == [0.4, 0.6000000000000001, 0.8, 0.6000000000000001, 0.4, 0.2, 0, 0])
  }

  @Test func theScheduleStaysAtItsFloor() throws {
    let rate = try LearningRate(0.5, schedule: CosineSchedule.self, ["steps": 10, "floor": 0.1])
    #expect(rate.rate(at: 10) == 0.05)
    #expect(rate.rate(at: 1_000_000) == 0.05)
  }

  @Test func wrongAttributesAreBlamed() {
    #expect(throws: OpError.self) { try CosineSchedule([:]) }
    #expect(throws: OpError.self) { try StepSchedule(["every": 0]) }
    #expect(throws: OpError.self) { try PiecewiseSchedule(["at": [3, 2], "factors": [1, 2, 3]]) }
    #expect(throws: OpError.self) { try PiecewiseSchedule(["at": [3], "factors": [1]]) }
    #expect(throws: OpError.self) { try OneCycleSchedule(["steps": 3]) }
  }
}
