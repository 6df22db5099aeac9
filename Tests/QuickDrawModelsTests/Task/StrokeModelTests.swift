import Runtime
import TestSupport
import Testing

@testable import QuickDrawModels

/// The models without classes: what they may look at, and what they give back.
@Suite struct StrokeModelTests {
  private func output(
    _ name: String, of model: String, points: [Float], lengths: [Int32]
  ) throws -> Tensor {
    let path = Repository.model(model)
    let lowered = try #require(try CheckedModel(path: path, sets: []).lower(.evaluation))
    let parameters = ParameterStore(for: lowered.graph.builder.graph)
    parameters.initialize(seed: 1)
    let program = EvaluationProgram(lowered.graph, parameters: parameters, scored: false)
    program.run(
      try DrawingFeed(lowered).feed(
        points: points, lengths: lengths, labels: lengths.map { _ in 0 }))
    let value = try #require(program.outputs.first { $0.name == name }).value
    return program.executor.tensor(value)
  }

  private let points: [Float] = (0..<33).map { (index: Int) -> Float in
    Float(index * 7 % 11) / 11 - 0.4
  }

  /// The rows of three numbers in which two results differ.
  private func changedRows(_ a: Tensor, _ b: Tensor) -> [Int] {
    let (first, second) = (a.floats, b.floats)
    let places: [Int] = first.indices.filter { first[$0] != second[$0] }
    return Set(places.map { $0 / 3 }).sorted()
  }

  /// A prediction that saw what it predicts would be worthless.
  @Test func thePredictionOfAStepDependsOnTheStepsBeforeItAlone() throws {
    let first = try output("next", of: "stroke-next-step", points: points, lengths: [11])
    #expect(first.shape == [1, 11, 3])
    for step in 0..<11 {
      var changed = points
      for column in 0..<3 { changed[step * 3 + column] += 1 }
      let second = try output("next", of: "stroke-next-step", points: changed, lengths: [11])
      let rows = changedRows(first, second)
      #expect(rows == Array(step + 1..<11), "step \(step)")
    }
  }

  /// Whatever the number of points, and whatever drawings are beside it.
  @Test func everyDrawingComesBackWithItsOwnSteps() throws {
    let both = try output(
      "next", of: "stroke-autoencoder", points: points + points.prefix(6), lengths: [11, 2])
    #expect(both.shape == [2, 11, 3])
    for length in 1...11 {
      let own = Array(points.prefix(length * 3))
      let alone = try output(
        "next", of: "stroke-autoencoder", points: own, lengths: [Int32(length)])
      #expect(alone.shape == [1, length, 3])
      let code = try output("code", of: "stroke-autoencoder", points: own, lengths: [Int32(length)])
      #expect(code.shape == [1, (length + 3) / 4, 4])
      guard length == 2 else { continue }
      let beside: [Float] = Array(both.floats[33..<39])
      for (one, other) in zip(alone.floats, beside) {
        #expect((one - other).magnitude < 1e-5)
      }
    }
  }
}
