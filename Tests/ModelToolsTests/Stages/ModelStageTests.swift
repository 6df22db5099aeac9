import QuickDrawModels
import TestSupport
import Testing

@testable import ModelTools

/// Whole prints of a small model.
@Suite struct ModelStageTests {
  private func text(_ stage: ModelStage) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      graphrun: 1
      name: tiny
      params: {units: 4}
      dims: {B: batch, T: ragged}
      inputs: {ink: "f32[B, T, 3]", label: "i32[B]"}
      graph:
        pooled: {op: masked_sum, over: T, from: ink}
        logits: {op: dense, units: $units}
      loss: {op: softmax_cross_entropy, logits: logits, labels: label}
      outputs:
        logits: {op: identity, from: logits}
      train: {steps: 3, batch_size: 2, optimizer: {op: sgd, learning_rate: 0.1}}
      """, to: "tiny.yaml")
    return try stage.text(of: CheckedModel(path: path), batch: 2, length: 5)
  }

  @Test func expanded() throws {
    #expect(
      try text(.expanded) == """
        parameters
          units  4

        graph
          pooled  masked_sum(ink)  {over: T}
          logits  dense(pooled)  {units: 4}

        loss
          loss  softmax_cross_entropy(logits: logits, labels: label)

        outputs
          outputs.logits  identity(logits)

        """)
  }

  @Test func gradient() throws {
    #expect(
      try text(.gradient) == """
        inputs
          ink    f32[B, T, 3]
          label  i32[B]

        parameters  16
          logits/kernel  f32[3, 4]
          logits/bias    f32[4]

        nodes
          pooled    f32[B, 3]  masked_sum(ink)
          logits    f32[B, 4]  dense(pooled, logits/kernel, logits/bias)
          loss      f32[]      softmax_cross_entropy(logits, label)
          loss#2    f32[B, 4]  softmax_cross_entropy_gradient(logits, label, 1.0)
          logits#2  f32[3, 4]  dense_kernel_gradient(pooled, loss#2)
          logits#3  f32[4]     step_sum(loss#2)

        """)
  }

  /// Places are multiples of 64 bytes; what is dead makes room: `logits` lies where `ink` was.
  @Test func plan() throws {
    #expect(
      try text(.plan) == """
        plan for 2 drawings of 5 points: an arena of 256 bytes for 220 bytes of values

        offset  bytes    nodes  value   type
             0    120  start-0  ink     f32[B, T, 3]
           128      8  start-3  label   i32[B]
           192     24      0-4  pooled  f32[B, 3]
             0     32      1-3  logits  f32[B, 4]
            64      4    2-end  loss    f32[]
             0     32      3-5  loss#2  f32[B, 4]

        """)
  }

  @Test func aModelWithoutLossHasNoGradient() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      graphrun: 1
      dims: {B: batch, T: ragged}
      inputs: {ink: "f32[B, T, 3]"}
      graph:
        pooled: {op: masked_sum, over: T, from: ink}
      outputs:
        pooled: {op: identity, from: pooled}
      """, to: "open.yaml")
    let model = try CheckedModel(path: path)
    #expect(try ModelStage.graph.text(of: model, batch: 1, length: 1).contains("masked_sum"))
    #expect(throws: ModelError.self) {
      try ModelStage.gradient.text(of: model, batch: 1, length: 1)
    }
  }
}
