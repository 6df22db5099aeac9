import Runtime
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    #"null"#, #"[1,-2,3.5,1e-05,true,false]"#, #"{"a":{"b":[]},"":"x"}"#,
    #""quote \" backslash \\ newline \n tab \t bell \u0007 é 𝄞""#, "9007199254740993",
  ])
  func textIsReadAndWrittenAgain(text: String) throws {
    #expect(try parse(text).description == text)
  }

  @Test func numbersKeepTheirKind() throws {
    #expect(try parse("4").integer == 4)
    #expect(try parse("4.0").integer == nil)
    #expect(try parse("4.0").double == 4)
    #expect(try parse("-0").double?.sign == .minus)
    #expect(try parse("18446744073709551616").integer == nil)
    #expect(try parse("18446744073709551616").double == 0x1p64)
  }

  @Test func escapesAreUnderstood() throws {
    #expect(try parse(#""\u00e9\ud834\udd1e\/\b\f""#).string == "é𝄞/\u{8}\u{c}")
  }

  @Test(arguments: [
    "", " ", "nul", "NaN", "Infinity", "+1", "01", "1.", ".5", "1e", "1e999", "[1,]", "[1 2]",
    #"{"a":1,}"#, #"{"a" 1}"#, #"{a:1}"#, #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, "1 2",
    "\u{feff}1",
    "\"\n\"", #""\x""#, #""\u12g4""#, #""\ud834""#, #""\ud834\u0041""#, #""open"#, "\"\\", "[1]\0",
  ])
  func anythingElseIsRefusedWithAPlace(text: String) {
    do throws(JSONError) {
      let value = try JSONValue(parsing: Array(text.utf8))
      Issue.record("read \(text) as \(value)")
    } catch {
      #expect((0...text.utf8.count).contains(error.byteOffset))
    }
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xC3, 0x28, 0x22]) }
  }

  /// Swift takes the two for equal; they are different names.
  @Test func namesAreComparedByTheirBytes() throws {
    let value = try parse("{\"caf\u{e9}\":1,\"cafe\u{301}\":2}")
    #expect(value.object?.members.count == 2)
  }

  @Test func nestingIsBounded() throws {
    let fine = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
    #expect(try parse(fine).array != nil)
    #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: 100_000)) }
    #expect(throws: JSONError.self) { try parse(String(repeating: #"{"a":"#, count: 100_000)) }
  }

  @Test func numbersThatJSONLacksAreStrings() {
    #expect(
      JSONValue.array([.number(.nan), .number(-.infinity)]).description == #"["NaN","-Infinity"]"#)
  }

  private func parse(_ text: String) throws(JSONError) -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }
}
