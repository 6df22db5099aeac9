import OracleSupport
import Runtime
import Testing

@testable import GraphDSL

@Suite struct ScalarReaderTests {
  /// Reads `field: TEXT` with one of the readings; nil when it was refused.
  private static func read<Value>(
    _ text: String,
    _ reading: (YAMLNode, String, inout Diagnostics) -> Value?
  ) -> Value? {
    let trial = YAMLTrial("field: \(text)\n")
    guard let node = trial.node?["field"], !trial.diagnostics.hasErrors else { return nil }
    var diagnostics = Diagnostics()
    let value = reading(node, "field", &diagnostics)
    #expect((value == nil) == diagnostics.hasErrors, "\(text)")
    return value
  }

  @Test func everyOracleRowReadsAsExpected() throws {
    guard let rows = try Oracles.json("hostile-yaml/scalars.json")?["rows"]?.array else { return }
    #expect(!rows.isEmpty)
    for row in rows {
      let text = try #require(row["text"]?.string)
      if let expected = row["int"], expected != .null {
        #expect(Self.read(text, ScalarReader.int) == expected.integer, "int \(text)")
      }
      if let expected = row["float"], expected != .null {
        let actual = Self.read(text, ScalarReader.float)
        #expect(Self.isSame(actual, expected), "float \(text): \(String(describing: actual))")
      }
      if let expected = row["bool"], expected != .null {
        #expect(Self.read(text, ScalarReader.bool) == expected.bool, "bool \(text)")
      }
      if let expected = row["string"], expected != .null {
        let wanted = expected.string == "error" ? nil : expected.string
        #expect(Self.read(text, ScalarReader.string) == wanted, "string \(text)")
      }
    }
    print("hostile-yaml: \(rows.count) scalars, four readings each")
  }

  private static func isSame(_ actual: Double?, _ expected: JSONValue) -> Bool {
    switch expected.string {
    case "error": actual == nil
    case "nan": actual?.isNaN == true
    case "inf": actual == .infinity
    case "-inf": actual == -.infinity
    default: actual == expected.double
    }
  }

  @Test(arguments: [
    ("'3'", "remove the quotes"), ("1e3", "write 1000"), ("007", "write 7, or 0o7 for octal"),
    ("019", "write 19"), ("1_000", "write 1000"), ("1 000", "write 1000"), ("0b101", "write 5"),
    ("１２", "write 12 with ASCII digits"),
  ])
  func aRefusedIntSaysWhatToWrite(text: String, hint: String) {
    #expect(Self.hint(text, ScalarReader.int) == hint)
  }

  @Test(arguments: [
    ("inf", "write .inf"), ("50%", "write 0.5"), ("0x1F", "write 31.0"), ("NaN", "write .nan"),
    ("-inf", "write -.inf"), ("1,000", "write 1000"),
  ])
  func aRefusedFloatSaysWhatToWrite(text: String, hint: String) {
    #expect(Self.hint(text, ScalarReader.float) == hint)
  }

  @Test(arguments: ["yes", "no", "on", "off", "1", "'true'", "tRue"])
  func aRefusedBoolSaysTrueOrFalse(text: String) {
    #expect(Self.hint(text, ScalarReader.bool) == "write true or false")
  }

  private static func hint<Value>(
    _ text: String, _ reading: (YAMLNode, String, inout Diagnostics) -> Value?
  ) -> String? {
    var diagnostics = Diagnostics()
    guard let node = YAMLTrial("field: \(text)\n").node?["field"] else { return nil }
    #expect(reading(node, "field", &diagnostics) == nil)
    return diagnostics.all.first?.hint
  }

  @Test func anUntypedValueFollowsTheCoreSchema() {
    let trial = YAMLTrial("a: [1, 1e-4, true, yes, '3', 0x10, [2, .5]]\n")
    var diagnostics = Diagnostics()
    let value = trial.node?["a"].flatMap { ScalarReader.value($0, "a", into: &diagnostics) }
    #expect(value == [1, 1e-4, true, "yes", "3", 16, [2, 0.5]])
    #expect(!diagnostics.hasErrors)
  }

  @Test func anUntypedMappingOrNothingIsRefused() {
    for text in ["a: {b: 1}\n", "a:\n", "a: 012\n", "a: 1e999\n", "a: 99999999999999999999\n"] {
      var diagnostics = Diagnostics()
      let node = YAMLTrial(text).node?["a"]
      #expect(node.flatMap { ScalarReader.value($0, "a", into: &diagnostics) } == nil)
      #expect(diagnostics.hasErrors, "\(text)")
    }
  }
}
