import Foundation
import OracleSupport
import Runtime
import Testing

@testable import QuickDrawModels

@Suite struct NDJSONOracleTests {
  @Test func linesBecomeTheTutorialsInk() throws {
    let cases = try Oracles.json("tfrecord/ndjson/expected.json")?.array ?? []
    var worst: Float = 0
    for expected in cases {
      let file = try #require(expected["file"]?.string)
      let index = try #require(expected["line"]?.integer)
      let shape = try #require(expected["shape"]?.array).compactMap(\.integer)
      let ink = try #require(expected["ink"]?.array).compactMap(\.double)
      let lines = try String(
        contentsOf: try #require(Oracles.url("tfrecord/ndjson/\(file)")), encoding: .utf8
      ).split(separator: "\n")

      // The converter takes drawings of one point, which a reader leaves out.
      var parser = NDJSONParser(minimumPoints: 0)
      let drawing = try parser.parse(line: String(lines[index]))
      #expect(drawing.word == expected["word"]?.string)
      let rows = Ink.points(of: drawing)
      #expect([rows.count / Ink.columns, Ink.columns] == shape)
      try #require(rows.count == ink.count, "\(file):\(index + 1)")
      for (row, value) in zip(rows, ink) { worst = max(worst, abs(row - Float(value))) }
    }
    #expect(worst <= 1e-6)
    print("oracles: tfrecord/ndjson: \(cases.count) drawings, largest difference \(worst)")
  }

  @Test func badLinesAreReportedAndTheOthersRead() throws {
    let files = try Oracles.files(in: "tfrecord/ndjson/bad", ending: ".ndjson")
    for file in files {
      let name = file.lastPathComponent
      let reader = try DrawingReader(path: file.path)
      var lines: [Int] = []
      while let drawing = try reader.next() {
        lines.append(reader.place.line)
        let isFinite = Ink.points(of: drawing).allSatisfy(\.isFinite)
        #expect(isFinite, "\(name)")
      }
      #expect(lines == [1, 3] || lines == [1, 2, 3], "\(name)")
      #expect(reader.skips.kept + reader.skips.skipped == 3, "\(name)")

      let strict = try DrawingReader(path: file.path, options: .init(strict: true))
      var refusal: DrawingError?
      do throws(DrawingError) {
        while try strict.next() != nil {}
      } catch {
        refusal = error
      }
      #expect(refusal == reader.skips.entries.first?.first, "\(name)")
      try expectSameVerdict(on: file)
    }
    print("oracles: tfrecord/ndjson/bad: \(files.count) files")
  }

  /// What is no JSON for the project's other reader of JSON must not become a drawing.
  private func expectSameVerdict(on file: URL) throws {
    for line in try Data(contentsOf: file).split(separator: Byte.newline) {
      let hasMark = line.starts(with: [0xEF, 0xBB, 0xBF])
      guard (try? JSONValue(parsing: Array(hasMark ? line.dropFirst(3) : line))) == nil else {
        continue
      }
      var parser = NDJSONParser()
      #expect(throws: DrawingError.self) { try parser.parse(bytes: Array(line)) }
    }
  }
}
