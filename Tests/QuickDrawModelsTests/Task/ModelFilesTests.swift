import Runtime
import TestSupport
import Testing

@testable import QuickDrawModels

/// The model files that come with the program, at their real sizes.
@Suite struct ModelFilesTests {
  private static let names = (try? Repository.models()) ?? []

  @Test func thereAreSome() { #expect(Self.names.count >= 3) }

  /// On one batch of two drawings, which a few steps must learn to tell apart a little better.
  @Test(arguments: names) func trains(name: String) throws {
    let model = try CheckedModel(path: Repository.model(name), sets: ["batch_size=2"])
    #expect(!model.diagnostics.hasErrors, "\(name)")
    let lowered = try #require(model.lower(.training))
    let train = try #require(lowered.train)
    let parameters = ParameterStore(for: lowered.graph.builder.graph)
    parameters.initialize(seed: 1)
    let program = try TrainingProgram(lowered.graph, parameters: parameters, recipe: train.recipe)
    let drawings = try ["fish", "star"].map { category in
      Ink.points(
        of: try #require(SyntheticDrawings.drawing(category: category, index: 0, seed: 1)))
    }
    let batch = try DrawingFeed(lowered).feed(
      points: drawings.flatMap { $0 },
      lengths: drawings.map { Int32($0.count / Ink.columns) }, labels: [0, 1])
    let before = parameters.tensors().map(\.values)
    let losses = try (0..<8).map { try program.step(batch, $0).loss }
    #expect(losses.allSatisfy { $0.isFinite && $0 > 0 }, "\(losses)")
    #expect(try #require(losses.suffix(4).min()) < losses[0], "\(losses)")
    #expect(zip(before, parameters.tensors()).allSatisfy { $0 != $1.values })
  }
}
