import Foundation
import TestSupport
import Testing

/// `graphrun fmt` as a user and a script see it.
@Suite struct FmtCommandTests {
  private let program: Program
  private let messy = "b:   1 # one\n\n\n\na: [ 1,2 ]\n"
  private let tidy = "b: 1" + String(repeating: " ", count: 31) + "# one\n\na: [1, 2]\n"

  init() throws { program = try Program() }

  @Test func rewritesInPlace() throws {
    let folder = program.folder
    try folder.write(messy, to: "a.yaml")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: folder.file("a.yaml"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.yaml"), withDestinationPath: "a.yaml")
    let result = try program.run("fmt", "link.yaml")
    #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
    #expect(try folder.text("a.yaml") == tidy)
    let files = FileManager.default
    #expect(try files.destinationOfSymbolicLink(atPath: folder.file("link.yaml")) == "a.yaml")
    let kept = try files.attributesOfItem(atPath: folder.file("a.yaml"))[.posixPermissions]
    #expect(kept as? Int == 0o640)
  }

  @Test func checkNamesWhatWouldChange() throws {
    try program.folder.write(messy, to: "a.yaml")
    try program.folder.write(tidy, to: "b.yaml")
    let result = try program.run("fmt", "--check", "a.yaml", "b.yaml")
    #expect(result.status == 1 && result.output == "a.yaml\n")
    #expect(try program.run("fmt", "--check", "b.yaml").status == 0)
    #expect(try program.folder.text("a.yaml") == messy)
  }

  @Test func diffShowsWhatWouldChange() throws {
    try program.folder.write(messy, to: "a.yaml")
    let result = try program.run("fmt", "--diff", "a.yaml")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("--- a.yaml\n+++ a.yaml\n@@ -1,5 +1,3 @@\n-b:   1 # one\n"))
    #expect(try program.folder.text("a.yaml") == messy)
  }

  @Test func standardInputToOutput() throws {
    let result = try program.run("fmt", "-", input: messy)
    #expect(result.status == 0 && result.output == tidy)
  }

  /// The others are laid out all the same.
  @Test func wrongFilesStay() throws {
    try program.folder.write("a: [1\n", to: "wrong.yaml")
    try program.folder.write(messy, to: "right.yaml")
    let result = try program.run("fmt", "wrong.yaml", "right.yaml")
    #expect(result.status == 65)
    #expect(result.errors.contains("wrong.yaml:1:4"), "\(result.errors)")
    #expect(try program.folder.text("wrong.yaml") == "a: [1\n")
    #expect(try program.folder.text("right.yaml") == tidy)
    #expect(try program.run("fmt", "absent.yaml").status == 66)
  }
}
