import TestSupport
import Testing

@testable import QuickDrawModels

@Suite struct ClassListTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func whatIsWrittenIsRead() throws {
    let list = try ClassList(names: ["cat", "The Eiffel Tower", "crème brûlée"])
    try list.write(to: folder.file("c"))
    #expect(try folder.bytes("c") == Array("cat\nThe Eiffel Tower\ncrème brûlée\n".utf8))
    #expect(try ClassList(path: folder.file("c")) == list)
    #expect(list.index(of: "crème brûlée") == 2)
    #expect(list.index(of: "dog") == nil)
  }

  @Test(arguments: ["a\r\nb\r\n", "\u{FEFF}a\nb", "a\nb\n"])
  func lineEndingsAndMarksDoNotMatter(_ text: String) throws {
    #expect(try ClassList(path: folder.write(text, to: "c")).names == ["a", "b"])
  }

  @Test(arguments: [
    ("a\n\nb\n", DataFileError.Place.line(2)), ("a\nb\na\n", .line(3)), ("", nil),
    ("a\n\r\n", .line(2)),
  ])
  func badListsNameTheLine(_ text: String, _ place: DataFileError.Place?) throws {
    let path = try folder.write(text, to: "c")
    let error = #expect(throws: DataFileError.self) { try ClassList(path: path) }
    #expect(error?.place == place)
    #expect(error?.file == path)
  }

  @Test func bytesThatAreNoTextNameTheLine() throws {
    let path = try folder.write([0x61, 0x0A, 0xFF, 0x0A], to: "c")
    let error = #expect(throws: DataFileError.self) { try ClassList(path: path) }
    #expect(error?.place == .line(2))
  }

  @Test func namesWithLineBreaksAreRefused() {
    #expect(throws: DataFileError.self) { try ClassList(names: ["a\nb"]) }
    #expect(throws: DataFileError.self) { try ClassList(names: []) }
  }
}
