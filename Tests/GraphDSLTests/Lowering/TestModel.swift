import Runtime
import Testing

@testable import GraphDSL

/// A model text with marks, lowered with the fake ops.
struct TestModel {
  static let catalog: [any CatalogOp.Type] = [
    FakeConv.self, FakeSum.self, FakeDense.self, FakeAdd.self, FakeDropout.self,
    FakeAccuracy.self, FakeLoss.self, FakeIdentity.self,
  ]
  private static let header = """
    graphrun: 1
    name: test
    dims: {B: batch, T: ragged}
    inputs:
      ink: f32[B, T, 3]
      label: i32[B]

    """

  let model: LoweredModel?
  let diagnostics: [Diagnostic]
  let marks: [Range<Int>]

  /// Lowers `body`, the sections below dims and inputs; places are marked with `«` and `»`.
  init(_ body: String, mode: GraphBuilder.Mode = .training) {
    let marked = MarkedText(Self.header + body)
    marks = marked.ranges
    var diagnostics = Diagnostics()
    let file = SourceFile(path: "test.yaml", text: marked.text)
    let spec = YAMLReader.read(file, index: 0, into: &diagnostics).flatMap {
      SpecParser.parse($0, defaultName: "test", into: &diagnostics)
    }
    model = spec.flatMap {
      ModelLowering.lower($0, mode: mode, catalog: Self.catalog, into: &diagnostics)
    }
    self.diagnostics = diagnostics.sorted
  }

  var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
  var warnings: [Diagnostic] { diagnostics.filter { $0.severity == .warning } }

  /// The expanded nodes, one a line: name, op, inputs, attributes.
  var nodes: [String] { model.map { ExpandedPrinter.lines($0.expanded.nodes) } ?? [] }

  /// Checks that there is one error, at the first mark, whose notes are at the further marks.
  func expectError(
    _ message: String, hint: String? = nil, notes: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(model == nil, sourceLocation: sourceLocation)
    #expect(
      errors.map(\.message) == [message], "\(errors)", sourceLocation: sourceLocation)
    let error = errors.first
    #expect(error?.hint == hint, sourceLocation: sourceLocation)
    #expect(error?.notes.map(\.message) == notes, sourceLocation: sourceLocation)
    let places = ([error?.span] + (error?.notes.map(\.span) ?? [])).map { $0?.bytes }
    #expect(Set(places) == Set(marks), "\(places) \(marks)", sourceLocation: sourceLocation)
  }

  /// Checks that there is no error, and exactly these warnings, at the marks.
  func expectWarnings(
    _ codes: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(model != nil, sourceLocation: sourceLocation)
    #expect(errors.isEmpty, "\(errors)", sourceLocation: sourceLocation)
    #expect(warnings.map(\.code) == codes, "\(warnings)", sourceLocation: sourceLocation)
    #expect(warnings.map { $0.span?.bytes } == marks, sourceLocation: sourceLocation)
  }
}
