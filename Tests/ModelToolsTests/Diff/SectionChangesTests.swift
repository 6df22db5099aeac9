import GraphDSL
import TestSupport
import Testing

@testable import ModelTools

/// Nothing that a section may hold is left out of a comparison.
@Suite struct SectionChangesTests {
  private func paths(_ schema: SectionSchema, _ prefix: String = "") -> [String] {
    switch schema.content {
    case .settings(let attributes, let sections):
      attributes.map { prefix + $0.name }
        + sections.flatMap { paths($0, "\(prefix)\($0.name).") }
    case .component: [String(prefix.dropLast())]
    case .byInput(let attributes): attributes.map { "\(prefix)ink.\($0.name)" }
    }
  }

  @Test func everySettingIsCompared() throws {
    let sections = """
      data:
        format: tfrecord
        classes: classes.txt
        train: {files: train, shuffle: 5, bucket: 5}
        eval: {files: eval, shuffle: 5, bucket: 5}
        fields: {ink: {key: ink, shape: shape}, label: {key: class_index}}
        raw: {format: ndjson, strokes: drawing, class: word, steps: [unit_box, deltas]}
      train:
        steps: 3
        optimizer: {op: sgd, learning_rate: 0.1}
        clip: {global_norm: 9.0, value: 1.0}
        checkpoint: {every: 1 epoch, best: eval.accuracy}
        eval: {every: 1 epoch}
        ema: {decay: 0.99}
        early_stopping: {metric: eval.loss, patience: 3}

      """
    let model = DiffTrial.base.split(separator: "\n")
      .filter { !$0.hasPrefix("train:") && !$0.hasPrefix("data:") }.joined(separator: "\n")
    let diff = try DiffTrial().diff(with: "\(model)\n\(sections)")
    let lowered = try #require(diff.new.model?.lowered)
    let training = SectionChanges.training(lowered.train, lowered.train).map(\.name)
    #expect(Set(paths(TrainSpec.schema)).subtracting(training).isEmpty)
    let data = SectionChanges.data(lowered.data, lowered.data).map(\.name)
    #expect(Set(paths(DataSpec.schema)).subtracting(data).isEmpty)
  }
}
