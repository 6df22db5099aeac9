import Runtime
import Testing

@testable import GraphDSL

@Suite struct SectionTests {
  private static let graph = """
    graph: {a: {op: masked_sum, from: ink}}
    outputs: {a: {op: identity, from: a}}
    metrics: {accuracy: {op: accuracy, logits: a, labels: label}}

    """

  @Test func wholeTrainSection() {
    let model = TestModel(
      "params: {n: 8, lr: 1e-4}\n" + Self.graph + """
        train:
          steps: $n * 100
          batch_size: $n
          seed: 7
          l2: 0.5
          optimizer: {op: adam, learning_rate: $lr, beta1: 0.8}
          schedule: {op: constant}
          clip: {global_norm: 9}
          summaries: {every: 100 steps, record: [learning_rate, loss, gradients]}
          checkpoint: {every: 300 seconds, keep: 3, best: eval.accuracy}
          eval: {every: "${n} epochs", batches: all}
          ema: {decay: 0.99}
          early_stopping: {metric: eval.accuracy, patience: $n // 2, min_delta: 0.01}
        """)
    model.expectWarnings()
    let train = model.model?.train
    #expect(train?.steps == 800)
    #expect(train?.batchSize == 8)
    #expect(train?.seed == 7)
    #expect(train?.optimizer.op.value == "adam")
    #expect(train?.recipe.optimizer.learningRate == 1e-4)
    #expect(train?.recipe.learningRate.rate(at: 10) == 1e-4)
    #expect(train?.recipe.clipping.globalNorm == 9)
    #expect(train?.recipe.l2 == 0.5)
    #expect(train?.summaries.every == .steps(100))
    #expect(train?.summaries.record == [.learningRate, .loss, .gradients])
    #expect(train?.checkpoint.every == .seconds(300))
    #expect(train?.checkpoint.keep == 3)
    #expect(train?.checkpoint.best?.value == "accuracy")
    #expect(train?.evaluation?.every == .epochs(8))
    #expect(train?.evaluation?.batches == nil)
    #expect(train?.recipe.averaging?.decay == 0.99)
    #expect(train?.recipe.averaging?.hasWarmup == true)
    #expect(train?.earlyStopping?.metric == "accuracy")
    #expect(train?.earlyStopping?.patience == 4)
    #expect(train?.earlyStopping?.minDelta == 0.01)
  }

  @Test func leftOutParts() {
    let model = TestModel(Self.graph + "train: {steps: 10, optimizer: {op: sgd}}")
    model.expectWarnings()
    let train = model.model?.train
    #expect(train?.batchSize == 32)
    #expect(train?.schedule.op.value == "constant")
    #expect(train?.recipe.clipping.globalNorm == nil)
    #expect(train?.checkpoint.every == .seconds(300))
    #expect(train?.evaluation == nil)
    #expect(train?.recipe.averaging == nil)
    #expect(train?.earlyStopping == nil)
  }

  @Test(
    arguments: [
      ("«stepz»: 3", "`train` has no key `stepz`", "did you mean `steps`?"),
      (
        "seed: «-1»", "`seed` must be from 0, not -1",
        "`seed`: The seed of initial weights, shuffling and dropout."
      ),
      (
        "l2: «-1»", "`l2` must be from 0, not -1",
        "`l2`: Adds this share of half the sum of the squares of all kernels to the loss."
      ),
      ("batch_size: «8.5»", "`batch_size` wants int, not `8.5`", nil),
      (
        "summaries: {every: «100»}",
        "`every` wants a count with steps, seconds or epochs, such as `100 steps`, not `100`",
        "write `100 steps`"
      ),
      (
        "checkpoint: {every: «5 minutes»}",
        "`every` wants a count with steps, seconds or epochs, such as `100 steps`, "
          + "not `5 minutes`", "`every`: How often."
      ),
      (
        "checkpoint: {every: 1 epoch, best: «eval.acuracy»}",
        "`best` names an evaluated metric, and there is no `eval.acuracy`",
        "did you mean `eval.accuracy`?"
      ),
      (
        "eval: {every: 5 steps, batches: «some»}",
        "`batches` wants `all` or a number above 0, not `some`",
        "`batches`: How many batches are evaluated, or all."
      ),
      (
        "clip: {«norm»: 3}", "`train.clip` has no key `norm`",
        "it can have `global_norm`, `epsilon`, `value`"
      ),
      (
        "schedule: {op: «cosin», steps: 3}", "there is no schedule `cosin`",
        "did you mean `cosine`?"
      ),
      (
        "«eval»: {batches: 3}",
        "`train.eval` needs `every` (a count with steps, seconds or epochs, "
          + "such as `100 steps`)", "`every`: How often."
      ),
      ("eval: «5»", "`train.eval` wants a mapping, not an int", nil),
      (
        "ema: {decay: «1»}", "`decay` must be above 0, below 1, not 1",
        "`decay`: What remains of the average in a step."
      ),
      (
        "«early_stopping»: {patience: 3}",
        "`early_stopping` watches evaluations, but `train` does not say when to evaluate",
        "write `eval: {every: 1000 steps}` beside it"
      ),
      (
        "eval: {every: 1 epoch}, early_stopping: {metric: «eval.los», patience: 3}",
        "`metric` names an evaluated metric, and there is no `eval.los`",
        "did you mean `eval.loss`?"
      ),
      (
        "eval: {every: 1 epoch}, early_stopping: {patience: «0»}",
        "`patience` must be from 1, not 0",
        "`patience`: After how many evaluations in a row without an improvement training ends."
      ),
    ] as [(String, String, String?)])
  func trainMistakes(setting: String, message: String, hint: String?) {
    let optimizer = "optimizer: {op: adam, learning_rate: 0.1}"
    let steps = setting.hasPrefix("«stepz»") ? "" : "steps: 3, "
    let model = TestModel(Self.graph + "train: {\(steps)\(optimizer), \(setting)}")
    let error = model.errors.first { $0.span?.bytes == model.marks.first }
    #expect(error?.message == message, "\(model.errors)")
    #expect(error?.hint == hint)
  }

  @Test func optimizerMistakes() {
    TestModel(Self.graph + "train: {steps: 1, optimizer: {op: «adan»}}").expectError(
      "there is no optimizer `adan`", hint: "did you mean `adam`?")
    TestModel(Self.graph + "train: {steps: 1, «optimizer»: {learning_rate: 1}}").expectError(
      "`train.optimizer` does not say which optimizer",
      hint: "write `optimizer: {op: adadelta, …}`")
    TestModel(Self.graph + "«train»: {steps: 1}").expectError(
      "`train` needs an `optimizer`", hint: "write `optimizer: {op: adam, learning_rate: 1e-3}`")
    TestModel(Self.graph + "train: {steps: 1, optimizer: {op: adam, beta1: «2»}}").expectError(
      "`beta1` must be from 0, below 1, not 2",
      hint: "`beta1`: What remains of the mean gradient in a step.")
    TestModel(
      Self.graph + "train: {steps: 1, optimizer: {op: sgd, nesterov: «true»}}"
    ).expectError("`nesterov` wants `momentum` above 0 and `dampening` 0, not 0.0 and 0.0")
  }

  @Test func wholeDataSection() {
    let model = TestModel(
      "params: {folder: data, classes: 5}\n" + Self.graph + """
        data:
          format: tfrecord
          classes: $folder + '/c.txt'
          train: {files: "${folder}/train-?????-of-?????", shuffle: 1000, bucket: $classes}
          eval: {files: data/eval}
          fields:
            ink: {key: ink, shape: shape}
            label: {key: class_index}
          raw: {format: ndjson, strokes: drawing, class: word, steps: [unit_box, deltas]}
        """)
    model.expectWarnings()
    let data = model.model?.data
    #expect(data?.format.value == .tfrecord)
    #expect(data?.classes?.value == "data/c.txt")
    #expect(data?.train?.files.value == "data/train-?????-of-?????")
    #expect(data?.train?.shuffle == 1000)
    #expect(data?.train?.bucket == 5)
    #expect(data?.evaluation?.shuffle == 0)
    #expect(data?.fields.map(\.input.value) == ["ink", "label"])
    #expect(data?.fields.first?.shape?.value == "shape")
    #expect(data?.raw?.steps == [.unitBox, .deltas])
  }

  @Test(
    arguments: [
      (
        "format: «tfrecords»", "`format` is one of tfrecord, ndjson, not `tfrecords`",
        "did you mean `tfrecord`?"
      ),
      (
        "format: ndjson, fields: {«inc»: {key: a}}", "the model has no input `inc`",
        "did you mean `ink`?"
      ),
      (
        "format: ndjson, train: {files: a, «shufle»: 3}", "`data.train` has no key `shufle`",
        "did you mean `shuffle`?"
      ),
      (
        "format: ndjson, raw: {steps: «[unit_bax]»}",
        "`steps` wants list of unit_box | uniform_box "
          + "| deltas, not `[unit_bax]`", "`steps`: What turns a drawing into an input."
      ),
      ("«fromat»: ndjson, format: ndjson", "`data` has no key `fromat`", "did you mean `format`?"),
    ] as [(String, String, String?)])
  func dataMistakes(section: String, message: String, hint: String?) {
    TestModel(Self.graph + "data: {\(section)}").expectError(message, hint: hint)
  }
}
