import QuickDrawModels
import Runtime
import TestSupport
import Testing

/// What is said of memory before anything runs.
@Suite struct MemoryForecastTests {
  private func program(_ name: String) throws -> TrainingProgram {
    let model = try #require(try CheckedModel(path: Repository.model(name)).lower(.training))
    let recipe = try #require(model.train?.recipe)
    let store = ParameterStore(for: model.graph.builder.graph)
    return try TrainingProgram(model.graph, parameters: store, recipe: recipe)
  }

  @Test func theArenaIsForetoldToTheByte() throws {
    let program = try program("quickdraw-small")
    for (batch, length) in [(1, 20), (8, 20), (3, 200), (0, 0), (1, 1)] {
      let shape = program.executor.graph.uniformShape(batch: batch, length: length)
      let forecast = MemoryForecast(program, process: 0, shape: shape)
      program.executor.prepare(shape)
      let bytes = program.executor.arenaCount * MemoryLayout<Float>.stride
      #expect(forecast.arena == Double(bytes))
    }
  }

  /// The optimizer is adam, with two numbers beside each parameter and its gradient.
  @Test func parametersCountFourTimes() throws {
    let program = try program("quickdraw")
    let forecast = MemoryForecast(
      program, process: 0, shape: program.executor.graph.uniformShape(batch: 2, length: 10))
    #expect(forecast.parameters >= Double(1_142_265 * 4 * 4))
    #expect(forecast.parameters < Double(1_142_265 * 4 * 4) * 1.001)
    // Points and classes, as read and as fed.
    #expect(forecast.batch == Double(2 * 4 * (2 * 10 * 3 + 2)))
  }

  /// The plan packs small batches otherwise than large ones, so the formula is a line through steps.
  @Test func theFormulaFollowsThePlan() throws {
    let program = try program("quickdraw-masked")
    let formula = MemoryFormula(program)
    for (batch, length) in [(8, 20), (64, 20), (8, 200), (64, 200)] {
      let forecast = MemoryForecast(
        program, process: 0,
        shape: program.executor.graph.uniformShape(batch: batch, length: length))
      let planned = forecast.parameters + forecast.arena
      let ratio = formula.bytes(batch: batch, steps: batch * length) / planned
      #expect((0.9...1.1).contains(ratio), "\(batch) \(length): \(ratio)")
    }
  }

  @Test func aTrainingThatDoesNotFitIsRefused() throws {
    func memory(_ sets: [String], room: Double) throws -> TrainingMemory {
      let experiment = try Experiment(
        .init(path: Repository.model("quickdraw-small"), sets: sets), checked: { _ in })
      return try TrainingMemory(experiment, room: .init(bytes: room, bound: "the machine"))
    }
    #expect(try memory([], room: 1e12).check() == nil)
    let large = try memory(["train.batch_size=100000"], room: 1e9)
    let error = try #require(throws: TrainingMemory.Shortage.self) { try large.check() }
    #expect(
      error.description.contains("but the machine has 1.0 GB left\nhint: batches of at most "))
    let size = try #require(
      error.description.split(separator: "=").last.flatMap { Int($0) }, "\(error)")
    #expect((1..<100_000).contains(size))
    // The size that is named fits, and a tenth more does not.
    _ = try memory(["train.batch_size=\(size)"], room: 1e9).check()
    #expect(throws: TrainingMemory.Shortage.self) {
      try memory(["train.batch_size=\(size + size / 10 + 1)"], room: 1e9).check()
    }
    let tiny = try memory([], room: 1000)
    let none = try #require(throws: TrainingMemory.Shortage.self) { try tiny.check() }
    #expect(none.description.hasSuffix("hint: not even a batch of one drawing fits"))
  }
}
