import Testing

@testable import GraphDSL

@Suite struct MappingReaderTests {
  private static func read(
    _ text: String, _ body: (inout MappingReader, inout Diagnostics) -> Void
  ) -> [Diagnostic] {
    var diagnostics = YAMLTrial(text).diagnostics
    guard let node = YAMLTrial(text).node,
      var reader = MappingReader(node, "train", into: &diagnostics)
    else { return diagnostics.all }
    body(&reader, &diagnostics)
    return diagnostics.all
  }

  @Test func anUnknownKeyNamesTheNearest() {
    let text = MarkedText("steps: 3\n«learing_rate»: 1\n")
    let problems = Self.read(text.text) { reader, diagnostics in
      #expect(reader.int("steps", into: &diagnostics)?.value == 3)
      #expect(reader.float("learning_rate", into: &diagnostics) == nil)
      reader.finish(into: &diagnostics)
    }
    #expect(problems.map(\.message) == ["unknown key `learing_rate` in `train`"])
    #expect(problems.first?.hint == "did you mean `learning_rate`?")
    #expect(problems.first?.span == text.spans.first)
  }

  @Test func aMissingKeyThatIsMisspeltIsToldOnce() {
    let problems = Self.read("stops: 3\n") { reader, diagnostics in
      #expect(reader.int("stop_at", into: &diagnostics) == nil)
      #expect(reader.required("steps") == nil)
      reader.finish(into: &diagnostics)
    }
    #expect(problems.map(\.message) == ["unknown key `stops` in `train`"])
    #expect(problems.first?.hint == "did you mean `steps`?")
  }

  @Test func aWrongKindSaysWhatWasFound() {
    let problems = Self.read("eval: [1]\nfiles: 3\nempty:\nflag: yes\n") { reader, diagnostics in
      #expect(reader.mapping("eval", into: &diagnostics) == nil)
      #expect(reader.list("files", into: &diagnostics) == nil)
      #expect(reader.mapping("empty", into: &diagnostics) == nil)
      #expect(reader.bool("flag", into: &diagnostics) == nil)
      #expect(reader.required("missing") == nil)
      reader.finish(into: &diagnostics)
    }
    #expect(
      problems.map(\.message) == [
        "`train.eval`: expected a mapping, found a list", "`files`: expected a list, found an int",
        "`train.empty`: expected a mapping, found nothing", "`flag` wants bool, not `yes`",
        "`train` has no `missing`",
      ])
  }
}
