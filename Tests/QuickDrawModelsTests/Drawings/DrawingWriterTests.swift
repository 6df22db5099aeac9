import Testing

@testable import QuickDrawModels

@Suite struct DrawingWriterTests {
  @Test func linesHaveTheOfficialKeysInOrder() {
    var cat = Drawing(word: "cat", keyID: "17")
    cat.appendStroke(xs: [1, 20, 255], ys: [0, 7, 100])
    cat.appendStroke(xs: [9], ys: [8.5])
    #expect(
      DrawingWriter.ndjsonLine(cat) == #"""
        {"word":"cat","countrycode":"ZZ","timestamp":"2017-01-01 00:00:00.00000 UTC",\#
        "recognized":true,"key_id":"17","drawing":[[[1,20,255],[0,7,100]],[[9],[8.5]]]}
        """#)
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var odd = Drawing(word: "a \"b\" \\ crème 😀", keyID: "x\u{1}y")
    odd.appendStroke(xs: [0.1, -3.5e-7, 1e20], ys: [-0.0, 2_147_483_648, 1234.567])
    var parser = NDJSONParser(keys: DrawingKeys(keyID: "key_id"))
    #expect(try parser.parse(line: DrawingWriter.ndjsonLine(odd)) == odd)
    var nameless = Drawing()
    nameless.appendStroke(xs: [1, 2], ys: [3, 4])
    var lenient = NDJSONParser(requireWord: false)
    #expect(try lenient.parse(line: DrawingWriter.ndjsonLine(nameless)) == nameless)
  }
}
