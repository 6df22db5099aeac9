import Runtime
import Testing

@testable import GraphDSL

@Suite struct LoweringTests {
  @Test func wholeModel() {
    let model = TestModel(
      """
      params: {classes: 5}
      graph:
        conv: {op: conv1d, from: ink, filters: 8, padding: valid}
        pooled: {op: masked_sum, over: T}
        logits: {op: dense, units: $classes}
      loss: {op: cross_entropy, logits: logits, labels: label}
      metrics:
        accuracy: {op: accuracy, logits: logits, labels: label}
        top_3: {op: accuracy, from: [logits, label], k: 3}
      outputs:
        logits: {op: identity, from: logits}
      """)
    model.expectWarnings()
    guard let lowered = model.model else { return }
    #expect(lowered.name == "test")
    #expect(lowered.inputs.map(\.name) == ["ink", "label"])
    #expect(lowered.graph.metrics.map(\.name) == ["accuracy", "top_3"])
    #expect(lowered.graph.outputs.map(\.name) == ["logits"])
    #expect(
      GraphPrinter.text(lowered.graph) == """
        inputs
          ink    f32[B, T, 3]
          label  i32[B]

        nodes
          conv              f32[B, T, 8]  conv1d(ink)
          pooled            f32[B, 8]     masked_sum(conv)
          logits            f32[B, 5]     dense(pooled)
          loss              f32[]         cross_entropy(logits, label)
          metrics.accuracy  f32[]         accuracy(logits, label)
          metrics.top_3     f32[]         accuracy(logits, label)
          outputs.logits    f32[B, 5]     identity(logits)

        loss
          loss  f32[]  = loss

        metrics
          accuracy  f32[]  = metrics.accuracy
          top_3     f32[]  = metrics.top_3

        outputs
          logits  f32[B, 5]  = outputs.logits

        """)
  }

  @Test func wrongRank() {
    TestModel(
      """
      graph:
        «pooled»: {op: masked_sum, from: ink}
        again: {op: «conv1d», filters: 8}
      """
    ).expectError(
      "`conv1d` reads [batch, time, in] (rank 3), but `pooled` is [B, 3] (rank 2)",
      hint: "it has no steps; read a node from before they were reduced to one",
      notes: ["`pooled` comes from here"])
  }

  @Test func differentSizes() {
    let model = TestModel(
      """
      graph:
        «a»: {op: conv1d, from: ink, filters: 4}
        «b»: {op: conv1d, from: ink, filters: 5}
        c: {op: add, from: [a, «b»]}
      """)
    model.expectError(
      "`add` reads equal shapes, but `b` is [B, T, 5]",
      notes: ["`b` comes from here", "the other one is f32[B, T, 4]"])
  }

  @Test func wrongScalarType() {
    let model = TestModel(
      """
      graph: {a: {op: masked_sum, from: ink}}
      loss: {op: cross_entropy, labels: label, logits: «label»}
      """)
    #expect(
      model.errors.map(\.message) == [
        "`cross_entropy` reads f32 for `logits`, but `label` is i32[B]"
      ])
    #expect(model.errors.first?.span?.bytes == model.marks.first)
  }

  @Test func parameterWithoutDollar() {
    TestModel(
      """
      params: {filters: 8}
      graph: {a: {op: conv1d, from: ink, filters: «filters», kernel: $filters}}
      """
    ).expectError(
      "`filters` wants int, not `filters`", hint: "to use the parameter write `$filters`")
  }

  @Test func loopVariableWithoutDollar() {
    TestModel(
      """
      graph:
        g: {from: ink, for: {width: "[8]"}, do: {a: {op: conv1d, filters: «width», kernel: 3}}}
      """
    ).expectError("`filters` wants int, not `width`", hint: "to use the parameter write `$width`")
  }

  @Test func fractionInIntSlot() {
    TestModel(
      """
      params: {width: «128»}
      graph: {a: {op: conv1d, from: ink, filters: «$width / 3»}}
      """
    ).expectError(
      "`filters` wants int, not `42.666666666666664`",
      hint: "the expression gives 42.666666666666664; `//` divides to an int, and so does "
        + "`round(…)`", notes: ["`width` is 128 here"])
  }

  @Test(
    arguments: [
      ("filters: «3.0»", "`filters` wants int, not `3.0`", "write `3`"),
      ("filters: «42.67»", "`filters` wants int, not `42.67`", nil),
      ("filters: «1e3»", "`filters` wants int, not `1e3`", "write `1000`"),
      ("filters: «017»", "`filters` wants int, not `017`", "write `17`"),
      (
        "filters: «'8'»", "`filters` wants int, not `8`",
        "a quoted value is a string; write it without quotes"
      ),
      (
        "filters: «[1, 2]»", "`filters` wants int, not `[1, 2]`",
        "`filters`: Channels of the result."
      ),
      ("filters: «0»", "`filters` must be from 1, not 0", "`filters`: Channels of the result."),
      (
        "filters: «99999999999999999999»", "`filters` wants int, not `99999999999999999999`",
        "`filters`: Channels of the result."
      ),
      ("filters: 1, mask: «yes»", "`mask` wants bool, not `yes`", "write true or false"),
      (
        "filters: 1, mask: «1»", "`mask` wants bool, not `1`",
        "`mask`: Whether padding counts as zero."
      ),
      (
        "filters: 1, padding: «sane»", "`padding` is one of same, valid, not `sane`",
        "did you mean `same`?"
      ),
      (
        "filters: 1, «filtres»: 2", "`conv1d` has no attribute `filtres`",
        "did you mean `filters`?"
      ),
      ("filters: 1, kernel: «{a: 1}»", "a value is wanted here, not a mapping", nil),
      (
        "filters: 1, kernel: «»", "nothing is written here, but a value is wanted",
        "leave the key out to get its default"
      ),
    ] as [(String, String, String?)])
  func attributes(settings: String, message: String, hint: String?) {
    TestModel("graph: {a: {op: conv1d, from: ink, \(settings)}}").expectError(message, hint: hint)
  }

  @Test func missingAttribute() {
    TestModel("graph: {a: {op: «conv1d», from: ink}}").expectError(
      "`conv1d` needs `filters` (int)", hint: "`filters`: Channels of the result.")
  }

  @Test func unknownOp() {
    TestModel("graph: {a: {op: «conv1», from: ink}}").expectError(
      "there is no op `conv1`", hint: "did you mean `conv1d`?")
  }

  @Test func operandsByName() {
    let head = "graph: {a: {op: masked_sum, from: ink}}\n"
    TestModel(head + "loss: {op: «cross_entropy», logits: a}").expectError(
      "`cross_entropy` needs `labels`", hint: "write `labels: <name>`")
    TestModel(head + "loss: {op: cross_entropy, from: {logits: a, «label»: label}}").expectError(
      "`cross_entropy` has no operand `label`", hint: "did you mean `labels`?")
    TestModel(head + "loss: {op: cross_entropy, logits: «aa», labels: label}").expectError(
      "there is no node or input `aa`", hint: "did you mean `a`?")
    TestModel(head + "loss: {op: cross_entropy, from: «[a, label]», «logits»: a}").expectError(
      "`loss` names what it reads twice: in `from` and in `logits`", notes: ["`from` is here"])
  }

  @Test func lossMustBeOneNumber() {
    TestModel("graph: {a: {op: masked_sum, from: ink}}\nloss: {op: «identity», from: a}")
      .expectError(
        "`loss` must be one number, but `identity` makes f32[B, 3]",
        hint: "a loss or a metric does, and so does `reduce_mean` behind this")
  }

  @Test func wireAsOutput() {
    TestModel("graph: {a: {op: masked_sum, from: ink}}\noutputs: {y: «{from: a}»}").expectError(
      "`y` wants an op", hint: "write `y: {op: identity, from: <name>}`")
  }

  @Test func sizesOfTensors() {
    let model = TestModel(
      """
      graph:
        a: {op: conv1d, from: ink, filters: "$dim(ink, -1) * 2"}
        b: {op: masked_sum}
      outputs: {b: {op: identity, from: b}}
      """)
    model.expectWarnings()
    let builder = model.model?.graph.builder
    #expect(
      builder?.graph.nodes.map { builder?.type(of: $0.results[0]).description } == [
        "f32[B, T, 6]", "f32[B, 6]", "f32[B, 6]",
      ])
    TestModel("graph: {a: {op: conv1d, from: ink, filters: \"$«dim(ink, 1)»\"}}").expectError(
      "axis 1 of `ink` is T, which each batch decides anew",
      hint: "only the size of a fixed axis is known")
    TestModel("graph: {a: {op: conv1d, from: ink, filters: \"$dim(«inc», 1)\"}}").expectError(
      "there is no node or input `inc`", hint: "did you mean `ink`?")
  }

  @Test func paddingLeak() {
    let model = TestModel(
      """
      graph:
        convs:
          from: ink
          for: {f: "[4, 5, 6]"}
          do: {conv: {op: «conv1d», filters: $f, mask: false}}
        pooled: {op: masked_sum}
      outputs: {y: {op: identity, from: pooled}}
      """)
    model.expectWarnings(["padding-leak"])
    let warning = model.warnings.first
    #expect(
      warning?.message == "`convs.1.conv` reads 1 step of `convs.0.conv` past an example's end "
        + "that is not zero, so an example's output `y` depends on the examples beside it")
    #expect(
      warning?.notes.map(\.message) == [
        "`convs.0.conv` fills them", "in step 1 of `convs`, where `f` is 5",
      ])
    #expect(warning?.hint == "`mask: true` leaves them out")
  }

  @Test func deadNode() {
    TestModel(
      """
      graph:
        a: {op: masked_sum, from: ink}
        «b»: {op: dense, units: 2}
        c: {op: dense, from: a, units: 2}
      outputs: {c: {op: identity, from: c}}
      """
    ).expectWarnings(["dead-node"])
  }

  @Test func placesOfNames() {
    let model = TestModel(
      """
      graph: {«rnn»: {op: conv1d, from: ink, filters: 3}}
      outputs: {y: {op: identity, from: rnn}}
      """)
    let map = model.model?.sourceMap
    #expect(map?.span(of: "rnn.0.forward/kernel")?.bytes == model.marks.first)
    #expect(map?.span(of: "rn") == nil)
  }

  @Test(arguments: [
    ("f32[T, B, 3]", "`T` is ragged, so it is the second axis, behind the batch"),
    ("f32[B, 3, T]", "`T` is ragged, so it is the second axis, behind the batch"),
    ("f32[3, B]", "`B` is the batch, so it is the first axis"),
    ("f32[3]", "`x` has no batch axis, but a batch brings one for each example"),
    ("f32[]", "`x` has no batch axis, but a batch brings one for each example"),
  ])
  func impossibleInputs(type: String, message: String) {
    var diagnostics = Diagnostics()
    let text = """
      graphrun: 1
      dims: {B: batch, T: ragged}
      inputs: {x: "\(type)"}
      graph: {a: {op: identity, from: x}}
      """
    let node = YAMLReader.read(SourceFile(path: "t", text: text), index: 0, into: &diagnostics)
    let spec = node.flatMap { SpecParser.parse($0, defaultName: "t", into: &diagnostics) }
    let model = spec.flatMap {
      ModelLowering.lower($0, mode: .training, catalog: TestModel.catalog, into: &diagnostics)
    }
    #expect(model == nil)
    #expect(diagnostics.all.map(\.message) == [message])
  }
}
