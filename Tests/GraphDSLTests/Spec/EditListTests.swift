import Testing

@testable import GraphDSL

@Suite struct EditListTests {
  private static func edit(_ edits: String, sets: [String] = []) throws -> ModelTrial {
    try ModelTrial(
      files: [
        ("base.yaml", ModelTrial.base),
        ("wide.yaml", "graphrun: 1\nname: wide\nextends: base.yaml\n" + edits),
      ], sets: sets)
  }

  @Test func aDerivedFileChangesExactlyWhatItNames() throws {
    let model = try Self.edit(
      """
      remove: [metrics.top_3]
      set:
        width: 192
        cell: gru
        graph.convs.conv.mask: true
        train.seed: 3
        params.sizes.0: 7
      add:
        graph.tail: {op: dropout, rate: 0.1, after: pooled}
        metrics.top_5: {op: accuracy, logits: logits, labels: label, k: 5}
      """)
    #expect(model.messages.isEmpty)
    #expect(model.spec?.name.value == "wide")
    #expect(model.text("params", "width") == "192")
    #expect(model.text("params", "cell") == "{value: gru, choices: [lstm, gru]}")
    #expect(model.text("params", "sizes") == "[7, 2]")
    #expect(model.text("train", "seed") == "3")
    #expect(model.text("graph", "convs", "do", "conv", "mask") == "true")
    #expect(model.keys("metrics") == ["top_5"])
    #expect(model.keys("graph") == ["convs", "rnn", "pooled", "tail", "side", "logits"])
    #expect(model.text("graph", "tail") == "{op: dropout, rate: 0.1}")
    #expect(model.text("graph", "side", "from") == "tail")
    #expect(model.text("graph", "logits", "from") == "tail")
  }

  @Test func theCommandLineComesLast() throws {
    let model = try Self.edit(
      "set: {width: 192}\n", sets: ["width=256", "graph.rnn.op=gru", "params.sizes=[3, 4, 5]"])
    #expect(model.messages.isEmpty)
    #expect(model.text("params", "width") == "256")
    #expect(model.text("graph", "rnn") == "{op: gru}")
    #expect(model.text("params", "sizes") == "[3, 4, 5]")
  }

  @Test func anotherOpDropsTheOldAttributesBeforeNewOnesAreSet() throws {
    let model = try Self.edit("set: {graph.logits.units: 9, graph.logits.op: linear}\n")
    #expect(model.text("graph", "logits") == "{op: linear, from: pooled, units: 9}")
  }

  @Test func readersOfARemovedNodeReadWhatItRead() throws {
    let model = try Self.edit("remove: [graph.pooled, graph.convs.norm, graph.convs]\n")
    #expect(model.messages.isEmpty)
    #expect(model.keys("graph") == ["rnn", "side", "logits"])
    #expect(model.text("graph", "rnn", "from") == "ink")
    #expect(model.text("graph", "logits", "from") == "rnn")
    let last = try Self.edit("remove: [graph.logits]\n")
    #expect(last.text("loss", "logits") == "pooled")
    #expect(last.text("outputs", "logits", "from") == "pooled")
  }

  @Test func aNodeBeforeAnotherTakesItsInput() throws {
    let model = try Self.edit(
      """
      add:
        graph.gate: {op: tanh, before: logits}
        graph.start: {op: relu, before: convs}
        graph.convs.drop: {op: dropout, rate: 0.5, before: conv}
      """)
    #expect(model.messages.isEmpty)
    #expect(model.text("graph", "gate") == "{op: tanh, from: pooled}")
    #expect(model.text("graph", "logits", "from") == "gate")
    #expect(model.text("graph", "side", "from") == "pooled")
    #expect(model.text("graph", "start", "from") == "ink")
    #expect(model.text("graph", "convs", "from") == "start")
    #expect(model.keys("graph", "convs", "do") == ["norm", "drop", "conv"])
  }

  @Test(arguments: [
    ("set: {graph.convs.«cnov».mask: true}\n", "nothing called `cnov` to set", "conv"),
    ("set: {«widht»: 3}\n", "no parameter is called `widht`", "width"),
    ("set: {graph.«logitz»: {op: relu}}\n", "nothing called `logitz` to set", "logits"),
    ("set: {«trian».steps: 3}\n", "nothing called `trian` to set", "train"),
    ("set: {graph.convs.«cov»: {op: relu}}\n", "nothing called `cov` to set", "conv"),
    ("remove: [metrics.«top3»]\n", "nothing called `top3` to remove", "top_3"),
    (
      "add: {graph.x: {op: relu, after: «poled»}}\n", "`after`: no node called `poled` beside `x`",
      "pooled"
    ),
  ])
  func aPathThatDoesNotExistIsAnError(edits: String, message: String, near: String) throws {
    let header = "graphrun: 1\nname: wide\nextends: base.yaml\n"
    let text = MarkedText(header + edits)
    let model = try ModelTrial(
      files: [("base.yaml", ModelTrial.base), ("wide.yaml", text.text)])
    let problem = try #require(model.diagnostics.all.first)
    #expect(problem.message.hasSuffix(message))
    #expect(problem.hint == "did you mean `\(near)`?")
    #expect(problem.span == text.spans.first)
    #expect(model.diagnostics.all.count == 1)
  }

  @Test(arguments: [
    ("add: {graph.x: {op: relu}}\n", "`x` says neither `after` nor `before`"),
    ("add: {graph.rnn: {op: relu, after: pooled}}\n", "`graph.rnn` exists already"),
    ("add: {depth: 3}\n", "`depth` does not say where to add"),
    ("set: {graph..x: 3}\n", "the path `graph..x` lacks a name"),
    ("train: {steps: 3}\n", "`train` cannot stand in a file that extends another"),
  ])
  func anEditThatMeansNothingIsAnError(edits: String, message: String) throws {
    #expect(try Self.edit(edits).messages == [message])
  }

  @Test func aSettingOfTheCommandLineIsShownWithItsText() throws {
    let model = ModelTrial(ModelTrial.base, sets: ["graph.rnn.unit.x=3", "width", "width=[1"])
    let shown = DiagnosticRenderer(sources: model.sources).render(model.diagnostics)
    #expect(
      shown == """
        error: `graph.rnn.unit.x`: nothing called `unit` to set
         --> --set:1:11
          |
        1 | graph.rnn.unit.x=3
          |           ^^^^
        hint: did you mean `units`?

        error: `--set width` sets no value
         --> --set:1:1
          |
        1 | width
          | ^^^^^
        hint: write --set num_nodes=256

        error: this `[` is never closed
         --> --set:1:7
          |
        1 | width=[1
          |       ^

        """)
  }

  @Test func circlesAndMissingBasesAreShownWhereTheyAreNamed() throws {
    let circle = try ModelTrial(files: [
      ("a.yaml", "graphrun: 1\nextends: b.yaml\n"), ("b.yaml", "graphrun: 1\nextends: a.yaml\n"),
    ])
    #expect(circle.messages.count == 1)
    #expect(circle.messages.first?.hasSuffix("a circle") == true)
    #expect(circle.diagnostics.all.first?.span?.file == 1)
    let missing = try ModelTrial(files: [("a.yaml", "graphrun: 1\nextends: none.yaml\n")])
    #expect(missing.messages.first?.hasPrefix("there is no file") == true)
    #expect(missing.diagnostics.all.first?.code == "missing-file")
  }

  @Test func basesMayExtendAndEachFileKeepsItsPlaces() throws {
    let model = try ModelTrial(files: [
      ("base.yaml", ModelTrial.base),
      ("middle.yaml", "graphrun: 1\nextends: base.yaml\nset: {width: 1}\n"),
      ("top.yaml", "graphrun: 1\nextends: middle.yaml\nset: {cell: gru}\n"),
    ])
    #expect(model.messages.isEmpty)
    #expect(model.spec?.name.value == "small")
    #expect(model.spec?.params.map(\.value.span.file) == [1, 0, 2])
    #expect(model.text("params", "width") == "1")
  }
}
