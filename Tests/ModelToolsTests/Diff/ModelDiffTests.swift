import QuickDrawModels
import Runtime
import TestSupport
import Testing

@testable import ModelTools

/// What counts as a difference, and what does not.
@Suite struct ModelDiffTests {
  private let trial: DiffTrial

  init() throws { trial = try DiffTrial() }

  private func changed(_ changes: [ValueChange]) -> [String] {
    changes.filter { $0.sign != .same }.map { change in
      "\(change.sign.rawValue)\(change.name)"
    }
  }

  private func changed(_ diff: ModelDiff) -> [String] {
    diff.nodes.filter { $0.sign != .same }.map { change in
      let what = change.oldName.map { ["was \($0)"] } ?? []
      return "\(change.sign.rawValue)\(change.name): "
        + (what + change.details.map(\.name)).joined(separator: " ")
    }
  }

  /// Every setting of it as written, in another order, with defaults and another style.
  @Test func howItIsWrittenDoesNotMatter() throws {
    let diff = try trial.diff(
      with: """
        # The same model, written by somebody else.
        train: {optimizer: {learning_rate: 1e-1, op: sgd, momentum: 0}, batch_size: 2, steps: 3}
        graphrun: 1
        name: other
        params:
          widths: [3, 5]
          units: {value: 4, min: 1}
        dims: {T: ragged, B: batch}
        inputs: {ink: "f32[B, T, 3]", label: "i32[B]"}
        graph:
          convs:
            from: ink
            for: {w: widths}
            do:
              conv: {op: conv1d, kernel: 3, mask: true, filters: $w, padding: same}
              drop: {rate: 0.1, op: dropout}
          pooled: {op: masked_sum, from: convs, over: T}
          logits: {op: dense, from: pooled, units: "$units"}
        outputs:
          logits: {op: identity, from: logits}
        metrics:
          accuracy: {op: accuracy, from: [logits, label], k: 1}
        loss: {op: softmax_cross_entropy, from: {labels: label, logits: logits}}
        data: {train: {files: "drawings/*.ndjson", shuffle: 0}, format: ndjson}

        """)
    #expect(diff.isEqual, "\(DiffReport(diff).text())")
    #expect(diff.load.isComplete)
    #expect(
      DiffReport(diff).text() == """
        --- tiny.yaml
        +++ edited.yaml
        equal: the same graph, data and training

        cost
          the same

        weights
          A into B  all 6 tensors load, 104 of 104 numbers

        """)
  }

  @Test func everyShippedModelEqualsItsResolvedForm() throws {
    for name in try Repository.models() {
      let model = try CheckedModel(path: Repository.model(name))
      let text = try ModelStage.yaml.text(of: model, batch: 1, length: 1)
      let resolved = try trial.folder.write(text, to: "resolved.yaml")
      let diff = ModelDiff(try DiffSubject(Repository.model(name)), try DiffSubject(resolved))
      #expect(diff.isEqual, "\(name): \(DiffReport(diff).text())")
    }
  }

  @Test func aNodeInTheChain() throws {
    let diff = try trial.diff("add: {graph.tail: {op: relu, after: pooled}}")
    #expect(changed(diff) == ["+tail: ", "~logits: from"])
    #expect(diff.load.isComplete)
    let back = ModelDiff(diff.new, diff.old)
    #expect(changed(back) == ["-tail: ", "~logits: from"])
  }

  @Test func aChangedLayerAndWhatFollowsFromIt() throws {
    let diff = try trial.diff("set: {widths: [3, 7]}")
    #expect(changed(diff.params) == ["~widths"])
    #expect(
      changed(diff) == [
        "~convs.1.conv: filters shape parameters", "~convs.1.drop: shape", "~pooled: shape",
        "~logits: parameters",
      ])
    #expect(
      diff.load.reshaped.map(\.name) == [
        "convs.1.conv/kernel", "convs.1.conv/bias", "logits/kernel",
      ])
  }

  /// One new name: its readers are the same, and its weights do not follow.
  @Test func aRenamedNode() throws {
    let text = DiffTrial.base.replacing("pooled:", with: "summed:")
    let diff = try trial.diff(with: text)
    #expect(changed(diff) == ["~summed: was pooled"])
    let group = try trial.diff(with: DiffTrial.base.replacing("convs:", with: "stem:"))
    #expect(
      changed(group) == [
        "~stem.0.conv: was convs.0.conv", "~stem.0.drop: was convs.0.drop",
        "~stem.1.conv: was convs.1.conv", "~stem.1.drop: was convs.1.drop",
      ])
    #expect(group.load.unused.count == 4 && group.load.missing.count == 4)
  }

  /// Two that cannot be told apart are not said to be renamed.
  @Test func anUnsureRenameIsNone() throws {
    func model(_ first: String, _ second: String) -> String {
      DiffTrial.base.replacing(
        "  logits: {op: dense, units: $units}",
        with: """
            \(first): {op: relu, from: pooled}
            \(second): {op: relu, from: pooled}
            both: {op: add, from: [\(first), \(second)]}
            logits: {op: dense, units: $units}
          """)
    }
    try trial.folder.write(model("a", "b"), to: "tiny.yaml")
    let diff = try trial.diff(with: model("c", "d"))
    #expect(Set(changed(diff)) == ["-a: ", "-b: ", "+c: ", "+d: ", "~both: from"])
  }

  @Test func settingsOfTrainingAndData() throws {
    let diff = try trial.diff(
      """
      set:
        train.steps: 30
        train.optimizer: {op: adam, learning_rate: 0.1}
        data.train.files: other/*.ndjson
      add:
        train.clip: {global_norm: 9.0}
        train.eval: {every: 10 steps}
      """)
    #expect(
      changed(diff.training) == [
        "~steps", "~optimizer", "+clip.global_norm", "+clip.epsilon", "+eval.every",
        "+eval.batches",
      ])
    #expect(changed(diff.data) == ["~train.files"])
    let lines = DiffTrial.base.split(separator: "\n")
    let rest = lines.filter { !$0.hasPrefix("train:") && !$0.hasPrefix("data:") }
    let without = try trial.diff(with: rest.joined(separator: "\n") + "\n")
    #expect(changed(without.training) == ["-train"])
    #expect(changed(without.data) == ["-data"])
  }

  @Test func warningsGainedAndLost() throws {
    let diff = try trial.diff("set: {graph.convs.conv.mask: false}\nadd: {params.unused: 1}")
    let gained = diff.warnings.filter { $0.sign == .added }
    #expect(gained.map(\.code).contains("unused-parameter"), "\(gained)")
    #expect(
      ModelDiff(diff.new, diff.old).warnings.filter { $0.sign == .removed }.count == gained.count)
  }

  @Test func settingsForOneSide() throws {
    let diff = ModelDiff(
      try trial.subject("tiny.yaml"), try trial.subject("tiny.yaml", sets: ["units=9"]))
    #expect(changed(diff.params) == ["~units"])
    #expect(!diff.isEqual)
  }
}
