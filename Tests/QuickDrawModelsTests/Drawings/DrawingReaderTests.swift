import Foundation
import Testing

@testable import QuickDrawModels

@Suite struct DrawingReaderTests {
  private static let good = #"{"word":"cat","drawing":[[[1,2],[1,2]]]}"#

  /// Runs `body` with a file of these bytes and removes it.
  private func withFile(_ bytes: some Sequence<UInt8>, _ body: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).ndjson")
    try Data(bytes).write(to: url)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: url) } }
    try body(url.path)
  }

  private func readAll(_ reader: DrawingReader) throws -> [DrawingReader.Place] {
    var places: [DrawingReader.Place] = []
    while try reader.next() != nil { places.append(reader.place) }
    return places
  }

  @Test(arguments: ["\n", "\r\n"], [true, false])
  func linesEndInAnyWay(_ newline: String, _ last: Bool) throws {
    let text = "\u{FEFF}" + [Self.good, Self.good].joined(separator: newline)
    try withFile((text + (last ? newline : "")).utf8) { path in
      let reader = try DrawingReader(path: path)
      let places = try readAll(reader)
      #expect(places.map(\.line) == [1, 2])
      #expect(places.map(\.offset) == [0, 3 + Self.good.utf8.count + newline.utf8.count])
      #expect(places.last?.length == Self.good.utf8.count)
      #expect(reader.skips.description.isEmpty && reader.skips.kept == 2)
    }
  }

  @Test func skippedLinesAreCountedByReason() throws {
    let lines = [Self.good, "oops", "", Self.good, #"{"word":"a"}"#, "{", Self.good]
    try withFile(lines.joined(separator: "\n").utf8) { path in
      let reader = try DrawingReader(path: path)
      #expect(try readAll(reader).map(\.line) == [1, 4, 7])
      #expect(reader.skips.skipped == 4)
      #expect(reader.skips.count(of: .notJSON) == 2)
      #expect(reader.skips.count(of: .blankLine) == 1)
      #expect(reader.skips.count(of: .noStrokes) == 1)
      #expect(reader.skips.entries.first?.first.line == 2)
      #expect(reader.skips.entries.first?.first.byteOffset == Self.good.utf8.count + 1)
      #expect(reader.skips.description.hasPrefix("skipped 4 of 7 lines:\n  2 × not JSON, first"))
      #expect(reader.skips.description.contains("\(path):2:1: "))

      var sum = reader.skips
      sum.merge(reader.skips)
      #expect(sum.skipped == 8 && sum.kept == 6 && sum.entries.count == 3)
    }
  }

  @Test func strictStopsAtTheFirst() throws {
    try withFile("\(Self.good)\noops\n".utf8) { path in
      let reader = try DrawingReader(path: path, options: .init(strict: true))
      #expect(try reader.next()?.word == "cat")
      let error = #expect(throws: DrawingError.self) { try reader.next() }
      #expect(error?.file == path && error?.line == 2)
    }
  }

  @Test func aLineThatIsTooLongIsSkippedWhole() throws {
    let long = #"{"word":"\#(String(repeating: "a", count: 1_000_000))"}"#
    for tail in ["", "\n", "\n\(Self.good)", "\n\(Self.good)\n"] {
      try withFile("\(Self.good)\n\(long)\(tail)".utf8) { path in
        let options = DrawingReader.Options(maximumLineLength: 1000)
        let reader = try DrawingReader(path: path, options: options)
        let hasMore = tail.contains("cat")
        #expect(try readAll(reader).map(\.line) == (hasMore ? [1, 3] : [1]))
        #expect(reader.skips.count(of: .lineTooLong) == 1 && reader.skips.skipped == 1)
      }
    }
  }

  @Test func linesMayStraddleChunks() throws {
    let lines = (0..<50).map { String(repeating: "x", count: $0 * 7 % 40) }
    try withFile(lines.joined(separator: "\n").utf8) { path in
      for chunk in [16, 17, 31, 64] {
        let reader = try LineReader(path: path, maximumLength: 1000, chunk: chunk)
        var offset = 0
        for (index, expected) in lines.enumerated() {
          let line = try #require(try reader.next())
          #expect(line.number == index + 1 && line.offset == offset && !line.isTooLong)
          #expect(String(decoding: line.bytes, as: UTF8.self) == expected)
          offset += expected.utf8.count + 1
        }
        #expect(try reader.next() == nil)
      }
    }
  }

  @Test func filesOfOtherKindsAreNamed() throws {
    let kinds: [([UInt8], String)] = [
      ([0x1F, 0x8B, 8, 0], "gzip"), ([0x50, 0x4B, 3, 4], "zip"), ([0xFF, 0xFE, 0x7B, 0], "UTF-16"),
      (Array("\u{93}NUMPY".unicodeScalars.map { UInt8($0.value) }), "NumPy"),
    ]
    for (bytes, name) in kinds {
      try withFile(bytes) { path in
        let error = #expect(throws: DrawingError.self) { try DrawingReader(path: path) }
        #expect(error?.reason == .unreadable && error?.message.contains(name) == true)
      }
    }
    let missing = #expect(throws: DrawingError.self) { try DrawingReader(path: "/no/such/file") }
    #expect(
      missing?.description == "/no/such/file: cannot open the file: No such file or directory")
    #expect(throws: DrawingError.self) {
      try DrawingReader(path: FileManager.default.temporaryDirectory.path)
    }
  }

  @Test func anEmptyFileHasNoDrawings() throws {
    try withFile([]) { path in
      let reader = try DrawingReader(path: path)
      #expect(try reader.next() == nil)
    }
  }
}
