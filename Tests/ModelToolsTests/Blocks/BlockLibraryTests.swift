import Foundation
import GraphDSL
import QuickDrawModels
import Runtime
import TestSupport
import Testing

/// The blocks that come with the program, each in a small model of its own.
@Suite struct BlockLibraryTests {
  /// A block and the library that defines it.
  struct Case: Sendable, CustomStringConvertible {
    let library: String
    let name: String
    var description: String { "\(library) \(name)" }
  }

  private static let folder = Repository.root.appending(path: "models/blocks").path

  /// Everything in every library of the package.
  static let cases: [Case] = {
    do {
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      return try files.filter { $0.hasSuffix(".yaml") }.sorted().flatMap { file in
        try spec(of: file).blocks.map { Case(library: file, name: $0.name.value) }
      }
    } catch {
      Issue.record("\(error)")
      return []
    }
  }()

  private static func spec(of library: String) throws -> ModelSpec {
    try checked(library, "graph: {y: {op: dense, units: 2, from: ink}}").spec
  }

  private static func checked(_ library: String, _ sections: String) throws -> CheckedModel {
    let file = try TemporaryFolder()
    let path = try file.write(
      """
      graphrun: 1
      use: [\(folder)/\(library)]
      dims: {B: batch, T: ragged}
      inputs: {ink: "f32[B, T, 3]", label: "i32[B]"}
      outputs: {y: {op: identity, from: y}}
      train: {steps: 9, optimizer: {op: adam, learning_rate: 0.01}}
      \(sections)
      """, to: "trial.yaml")
    let model = try CheckedModel(path: path)
    let problems = model.diagnostics.all.map(\.message)
    #expect(problems.isEmpty, "\(library): \(problems)")
    return model
  }

  private static func block(_ block: Case) throws -> BlockSpec {
    try #require(try spec(of: block.library).blocks.first { $0.name.value == block.name })
  }

  /// A classifier around a block; arguments without a default are 4.
  private static func model(_ block: Case) throws -> LoweredModel {
    let needed = try Self.block(block).arguments.filter { !$0.isOptional }.map { ", \($0.name): 4" }
    let call = """
      graph:
        start: {op: dense, units: 6, from: ink}
        x: {op: \(block.name)\(needed.joined())}

      """
    let alone = try #require(
      checked(block.library, call + "  y: {op: identity}\n").lower(.training))
    let result = alone.graph.builder.type(of: alone.graph.outputs[0].value)
    let pooled = result.isRagged ? "  pooled: {op: masked_mean}\n" : ""
    let head = """
        y: {op: dense, units: 3}
      loss: {op: softmax_cross_entropy, logits: y, labels: label}
      """
    return try #require(checked(block.library, call + pooled + head).lower(.training))
  }

  private static func batch() -> FeedBatch {
    let lengths: [Int32] = [7, 2, 4]
    let floats = (0..<Int(lengths.reduce(0, +)) * 3).map { Float(sin(Double($0) * 1.7)) }
    return FeedBatch(
      shape: BatchShape(batch: 3, lengths: ["T": lengths]), floats: ["ink": floats],
      ints: ["label": [0, 1, 2]])
  }

  @Test func thereAreLibraries() { #expect(Self.cases.count >= 6) }

  @Test(arguments: BlockLibraryTests.cases) func everythingIsDocumented(block: Case) throws {
    let spec = try Self.block(block)
    #expect(spec.isFromLibrary && spec.doc?.value.hasSuffix(".") == true)
    #expect(spec.arguments.allSatisfy { $0.summary.hasSuffix(".") })
  }

  @Test(arguments: BlockLibraryTests.cases) func everyBlockIsTrained(block: Case) throws {
    let program = try Self.program(Self.model(block))
    let first = try program.step(Self.batch(), 0).loss
    var last = first
    for step in 1..<20 { last = try program.step(Self.batch(), step).loss }
    #expect(last < first)
  }

  /// The derivative along a direction as the gradient gives it, and as a difference of fourth order.
  @Test(arguments: BlockLibraryTests.cases) func gradientsMatchDifferences(block: Case) throws {
    let model = try Self.model(block)
    let value = try #require(model.graph.loss)
    let executor = try Self.program(model).executor
    let store = executor.parameters
    let count = store.trainedCount
    // Biases that start at zero hide mistakes.
    for index in 0..<count { store.values[index] += Float(0.1 * sin(Double(index))) }
    let start = Array(UnsafeBufferPointer(start: store.values, count: count))
    let direction = (0..<count).map { cos(Double($0) * 2.3) / Double(count).squareRoot() }
    func loss(_ distance: Double) throws -> Double {
      for index in 0..<count {
        store.values[index] = start[index] + Float(distance * direction[index])
      }
      executor.load(Self.batch())
      executor.run()
      return Double(executor.scalar(value))
    }
    _ = try loss(0)
    let exact = (0..<count).reduce(0) { $0 + Double(store.gradients[$1]) * direction[$1] }
    let far = 0.02
    let numeric =
      (8 * (try loss(far) - loss(-far)) - (try loss(2 * far) - loss(-2 * far))) / (12 * far)
    #expect((exact - numeric).magnitude < 2e-3 * max(0.1, exact.magnitude), "\(exact) \(numeric)")
  }

  private static func program(_ model: LoweredModel) throws -> TrainingProgram {
    let store = ParameterStore(for: model.graph.builder.graph)
    store.initialize(seed: 3)
    return try TrainingProgram(
      model.graph, parameters: store, recipe: try #require(model.train).recipe)
  }
}
