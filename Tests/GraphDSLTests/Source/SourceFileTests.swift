import Foundation
import Testing

@testable import GraphDSL

@Suite struct SourceFileTests {
  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesEndAsYAMLEndsThem(lineBreak: String) {
    let file = SourceFile(path: "a", text: "one\(lineBreak)zwö x\(lineBreak)three")
    #expect((1...3).map(file.line) == ["one", "zwö x", "three"])
    let place = file.location(of: "one\(lineBreak)zwö ".utf8.count)
    #expect(place == (2, 5))
  }

  @Test func aByteOrderMarkTakesNoColumn() {
    #expect(SourceFile(path: "a", text: "\u{FEFF}ab").location(of: 4) == (1, 2))
  }

  @Test(arguments: [
    ("/dev/zero", "`/dev/zero` is a device or a pipe, not a file"),
    ("/", "`/` is a folder, not a file"),
    ("a\0b", "the path `a<U+0000>b` holds a NUL character"),
    ("/nowhere/at/all.yaml", "there is no file `/nowhere/at/all.yaml`"),
  ])
  func whatIsNoFileIsRefusedWithoutWaiting(path: String, message: String) {
    #expect(throws: Diagnostic.self) { try SourceFile.load(path: path) }
    do { _ = try SourceFile.load(path: path) } catch { #expect(error.message == message) }
  }

  @Test func aPipeIsRefusedWithoutWaitingForItsWriter() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "pipe-\(UUID())").path
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    #expect(throws: Diagnostic.self) { try SourceFile.load(path: path) }
  }

  @Test func aMissingFileNamesItsNeighbour() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "folder-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("a: 1".utf8).write(to: folder.appending(path: "quickdraw.yaml"))
    do {
      _ = try SourceFile.load(path: folder.appending(path: "quikdraw.yaml").path)
      Issue.record("a missing file was read")
    } catch {
      #expect(error.hint == "did you mean `quickdraw.yaml`?")
    }
  }
}
