import Foundation
import Runtime
import TestSupport
import Testing

@Suite struct RunFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func runsAreNumberedAndNeverOverwritten() throws {
    let parent = "\(folder.path)/deep/runs"
    #expect(try RunFolder(numbered: "quickdraw", in: parent).path == "\(parent)/quickdraw-1")
    #expect(try RunFolder(numbered: "quickdraw", in: parent).path == "\(parent)/quickdraw-2")
    #expect(try RunFolder(numbered: "quickdraw-2", in: parent).path == "\(parent)/quickdraw-2-1")
    try FileManager.default.removeItem(atPath: "\(parent)/quickdraw-1")
    #expect(try RunFolder(numbered: "quickdraw", in: parent).path == "\(parent)/quickdraw-3")
  }

  @Test(arguments: ["", "../up", "a/b", ".hidden", "nul\0"])
  func namesThatAreNoFolderAreRefused(name: String) {
    #expect(throws: FileError.self) { try RunFolder(numbered: name, in: folder.path) }
  }

  @Test func aGivenFolderMustBeEmpty() throws {
    let path = "\(folder.path)/run"
    let run = try RunFolder(creating: path)
    #expect(try RunFolder(creating: path) == run)
    try AtomicFile.write("x", to: run.model)
    #expect(throws: FileError.self) { try RunFolder(creating: path) }
    #expect(try RunFolder(opening: path) == run)
    #expect(throws: FileError.self) { try RunFolder(opening: "\(folder.path)/none") }
    #expect(throws: FileError.self) { try RunFolder(opening: run.model) }
  }

  @Test func onlyOneHasTheLock() throws {
    var lock: FolderLock? = try FolderLock(folder.path)
    #expect(lock != nil)
    #expect(throws: FileError.self) { try FolderLock(folder.path) }
    lock = nil
    _ = try FolderLock(folder.path)
    #expect(throws: FileError.self) { try FolderLock("\(folder.path)/none") }
  }
}
