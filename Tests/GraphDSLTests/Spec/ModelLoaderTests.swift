import Foundation
import Testing

@testable import GraphDSL

@Suite struct ModelLoaderTests {
  @Test func aModelIsReadIntoItsSections() throws {
    let model = ModelTrial(ModelTrial.base)
    #expect(model.messages.isEmpty)
    let spec = try #require(model.spec)
    #expect(spec.version.value == 1 && spec.name.value == "small")
    #expect(spec.params.map(\.name.value) == ["width", "cell", "sizes"])
    #expect(spec.params[1].choices?.count == 2)
    #expect(spec.dims.map(\.kind.value) == [.batch, .ragged])
    #expect(spec.inputs.map(\.scalar.value) == [.f32, .i32])
    #expect(spec.inputs[0].axes.map(\.value) == [.dim("B"), .dim("T"), .size(3)])
    #expect(spec.graph.map(\.name.value) == ["convs", "rnn", "pooled", "side", "logits"])
    #expect(spec.loss != nil && spec.train != nil && spec.data == nil)
    #expect(spec.metrics.count == 1 && spec.outputs.count == 1)
  }

  @Test func theFileIsItsOwnNameWhenItGivesNone() {
    let text = "graphrun: 1\ninputs: {a: \"f32[2]\"}\ngraph: {b: {op: relu}}\n"
    #expect(ModelTrial(text).spec?.name.value == "model")
  }

  private static let head = "graphrun: 1\ndims: {B: batch}\n"
  private static let tail = "graph: {b: {op: relu}}\n"

  @Test(arguments: [
    ("f64[B]", "f64", "elements are f32 or i32, not `f64`"),
    ("f32[B, TT]", "TT", "there is no dim `TT`"),
    ("f32[B, 0]", "0", "an axis of size 0 is not possible"),
    ("f32[B, -3]", "-3", "an axis of size -3 is not possible"),
    ("f32[B, 99999999999999999999]", "99999999999999999999", ""),
    ("f32[B,]", "f32[B,]", "an axis is missing"),
    ("f32", "f32", "`f32` is no type"),
  ])
  func aWrongTypeIsMarkedAtItsPart(type: String, part: String, message: String) throws {
    let marked = type.replacing(part, with: "«\(part)»", maxReplacements: 1)
    let text = MarkedText("\(Self.head)inputs:\n  a: \(marked)\n\(Self.tail)")
    let problem = try #require(ModelTrial(text.text).diagnostics.all.first)
    #expect(problem.span == text.spans.first)
    if !message.isEmpty { #expect(problem.message == message) }
  }

  @Test(arguments: [
    ("name: x\n", "the file does not say which language version it is written for"),
    (
      "graphrun: 2\ninputs: {a: \"f32[2]\"}\n",
      "the file is written for language version 2; this program reads version 1"
    ),
    ("graphrun: 1\n", "the file has no `inputs`"),
    ("graphrun: 1\ninputs: {a: \"f32[2]\"}\nparms: {a: 1}\n", "unknown key `parms`"),
    (
      "graphrun: 1\ninputs: {a: \"f32[2]\"}\nblocks: {a: {do: 1}}\n",
      "`do` is an int, but it wants a mapping of nodes"
    ),
    ("graphrun: 1\ninputs: {a: \"f32[2]\"}\nparams: {a-b: 1}\n", "`a-b` cannot name a parameter"),
    ("graphrun: 1\ninputs: {a: \"f32[2]\"}\nparams: {if: 1}\n", "`if` is a word of expressions"),
    ("graphrun: 1\ninputs: {a: \"f32[2]\"}\nparams: {a: {min: 1}}\n", "`params.a` has no `value`"),
    ("graphrun: 1\ninputs: {a: \"f32[2]\"}\ndims: {B: bach}\n", "the dim `B` is `batch` or"),
    (
      "graphrun: 1\ninputs: {a: \"f32[2]\"}\ntrain:\n", "`train`: expected a mapping, found nothing"
    ),
    ("graphrun: 1\ninputs: {a: \"f32[2]\"}\ndata: http://x/y\n", "`data`: expected a mapping"),
    ("graphrun: 1\ninputs: {a: \"f32[2]\"}\nset: {a: 1}\n", "`set` edits a base, but"),
  ])
  func aMistakeIsReported(text: String, message: String) {
    let model = ModelTrial(text + Self.tail)
    #expect(model.messages.contains { $0.hasPrefix(message) }, "\(model.messages)")
  }

  @Test func theSpecPrintsWhatWasUnderstood() throws {
    let text = """
      graphrun: 1
      params: {width: {value: 8, min: 1}}
      dims: {B: batch}
      inputs: {a: "f32[B, 2]"}
      graph: {b: {op: dense, units: $width}}

      """
    #expect(
      try #require(ModelTrial(text).spec).description == """
        model model, language version 1
        param width: 8
        dim B: batch
        input a: f32[B, 2]
        node b: {op: dense, units: $width}

        """)
  }

  @Test func theModelsOfThePackageAreReadAndWrittenBack() throws {
    var models = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { models.deleteLastPathComponent() }
    models.append(path: "models")
    let files = try FileManager.default.contentsOfDirectory(atPath: models.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(!files.isEmpty)
    for file in files {
      var diagnostics = Diagnostics()
      let (spec, sources) = ModelLoader.load(
        path: models.appending(path: file).path, into: &diagnostics)
      let shown = DiagnosticRenderer(sources: sources).render(diagnostics)
      #expect(shown.isEmpty, "\(file): \(shown)")
      let text = YAMLWriter.text(try #require(spec).document)
      let again = ModelTrial(text)
      #expect(again.messages.isEmpty, "\(text)")
      #expect(again.spec.map { YAMLWriter.text($0.document) } == text)
    }
  }
}
