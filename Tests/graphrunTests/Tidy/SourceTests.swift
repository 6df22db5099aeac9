import TestSupport
import Testing

/// Habits that the compiler and the formatter do not check.
@Suite struct SourceTests {
  @Test func onlyTheCommandLinePrints() throws {
    let printers = ["print(", "dump(", "NSLog("]
    for file in try Repository.sources() where file.target != "graphrun" {
      for line in file.code where printers.contains(where: { line.text.contains($0) }) {
        #expect(
          !line.text.contains(/\b(print|debugPrint|dump|NSLog)\(/),
          "\(file):\(line.number): a library returns its words, the command line prints them")
      }
    }
  }

  @Test func noOpUsesAnother() throws {
    let ops = try TextFile("Sources/Ops/Catalog.swift").lines.compactMap { line in
      line.firstMatch(of: /^  (\w+)\.self,$/).map { String($0.1) }
    }
    #expect(!ops.isEmpty)
    for file in try Repository.files(in: "Sources/Ops", ending: ".swift") {
      for line in file.code where line.text.contains("(") {
        for op in ops where line.text.contains("\(op)(") && !file.path.hasSuffix("/\(op).swift") {
          let isCall = line.text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).contains {
            $0 == op
          }
          #expect(!isCall, "\(file):\(line.number): one op's file uses another's, `\(op)`")
        }
      }
    }
  }

  @Test func filesStaySmall() throws {
    for file in try Repository.sources() {
      #expect(
        file.lines.count <= 350,
        "\(file) has \(file.lines.count) lines: look for the second thing in it")
    }
  }

  @Test func nothingIsLeftForLater() throws {
    let marks = ["TODO", "FIXME", "fatalError("]
    for file in try Repository.sources() {
      for (index, line) in file.lines.enumerated() {
        #expect(!marks.contains { line.contains($0) }, "\(file):\(index + 1): \(line)")
      }
    }
  }

  @Test func theArchitectureFitsInOneReading() throws {
    #expect(try TextFile("ARCHITECTURE.md").lines.count <= 200)
  }
}
