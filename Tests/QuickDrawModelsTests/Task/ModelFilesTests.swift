import Foundation
import Runtime
import Testing

@testable import QuickDrawModels

/// The repository's model files, at their real sizes.
@Suite struct ModelFilesTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "models")

  @Test func eachTrainsForAStep() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(names.count >= 3)
    for name in names {
      let model = try CheckedModel(
        path: Self.folder.appending(path: name).path, sets: ["batch_size=2"])
      #expect(!model.diagnostics.hasErrors, "\(name)")
      let lowered = try #require(model.lower(.training))
      let train = try #require(lowered.train)
      let parameters = ParameterStore(for: lowered.graph.builder.graph)
      parameters.initialize(seed: 1)
      let program = try TrainingProgram(
        lowered.graph, parameters: parameters, recipe: train.recipe)
      let before = parameters.tensors().map(\.values)
      let points = (0..<7 * 3).map { Float($0 % 5) / 5 }
      let batch = try DrawingFeed(lowered).feed(
        points: points, lengths: [3, 4], labels: [0, 1])
      let result = try program.step(batch, 0)
      #expect(result.loss.isFinite && result.loss > 0, "\(name)")
      #expect(parameters.tensors().map(\.values) != before, "\(name)")
    }
  }
}
