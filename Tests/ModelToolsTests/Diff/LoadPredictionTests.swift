import QuickDrawModels
import Runtime
import TestSupport
import Testing

@testable import ModelTools

/// What a comparison says of weights is what a training loads.
@Suite struct LoadPredictionTests {
  private let trial: DiffTrial

  init() throws { trial = try DiffTrial() }

  private static let edits = [
    "set: {units: 4}", "set: {units: 9}", "set: {widths: [3, 7]}", "set: {widths: [3]}",
    "set: {widths: [3, 5, 5]}", "add: {graph.norm: {op: batch_norm, after: pooled}}",
    "set: {graph.pooled: {op: masked_mean, over: T}}",
    "remove: [graph.convs.drop]",
    "add: {graph.more: {op: bidirectional_lstm, units: 4, layers: 2, before: pooled}}",
  ]

  @Test(arguments: edits) func predictionEqualsLoad(_ edits: String) throws {
    let forth = try trial.diff(edits)
    for diff in [forth, ModelDiff(forth.new, forth.old)] {
      let file = try trial.writeWeights(of: diff.old, to: "weights.safetensors")
      let model = try #require(diff.new.model?.lowered)
      // The prediction is made from the models alone, and again from the file.
      let stored = ModelDiff(try DiffSubject(file), diff.new)
      #expect(Set(stored.load.matched.map(\.name)) == Set(diff.load.matched.map(\.name)))
      do {
        let loaded = try InitialWeights(file, for: model, partially: false)
        #expect(loaded.report == stored.load)
        #expect(diff.load.isComplete)
      } catch is InitialWeights.Mismatch {
        #expect(!diff.load.isComplete)
        let loaded = try InitialWeights(file, for: model, partially: true)
        #expect(loaded.report == stored.load)
        #expect(loaded.report.matched == diff.load.matched)
        #expect(loaded.report.missing == diff.load.missing)
        #expect(loaded.report.reshaped == diff.load.reshaped)
        #expect(Set(loaded.report.unused.map(\.name)) == Set(diff.load.unused.map(\.name)))
      }
    }
  }

  @Test func everyPairOfShippedModels() throws {
    let subjects = try Repository.models().map { try DiffSubject(Repository.model($0)) }
    for old in subjects {
      let file = try trial.writeWeights(of: old, to: "weights.safetensors")
      for new in subjects {
        let diff = ModelDiff(old, new)
        let model = try #require(new.model?.lowered)
        guard !diff.load.matched.isEmpty else { continue }
        let loaded = try InitialWeights(file, for: model, partially: true)
        #expect(loaded.report.matched == diff.load.matched, "\(old.title) into \(new.title)")
        #expect(loaded.report.missing == diff.load.missing)
        #expect(loaded.report.reshaped == diff.load.reshaped)
      }
    }
  }
}
