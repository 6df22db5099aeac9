import Foundation
import TestSupport

/// Runs the built program as a user does.
struct Program {
  /// How a call ended.
  struct Result {
    let status: Int32
    let output: String
    let errors: String

    /// The lines of standard output.
    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// The folder that calls run in.
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The program, which is built beside the tests.
  private static let executable: URL = {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let beside = tests.deletingLastPathComponent().appending(path: "graphrun")
    return FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside : Repository.root.appending(path: ".build/debug/graphrun")
  }()

  /// The folder of the program.
  static var folder: String { executable.deletingLastPathComponent().path }

  /// Runs `graphrun` to its end.
  func run(_ arguments: String..., input: String = "") throws -> Result {
    try finish(try start(arguments, input: input))
  }

  /// Starts `graphrun`.
  func start(_ arguments: [String], input: String = "") throws -> Process {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    try folder.write(input, to: ".input")
    process.standardInput = try FileHandle(
      forReadingFrom: URL(fileURLWithPath: folder.file(".input")))
    process.standardOutput = try handle(".output")
    process.standardError = try handle(".errors")
    try process.run()
    return process
  }

  /// Waits for a call's end.
  func finish(_ process: Process) throws -> Result {
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try folder.text(".output"),
      errors: try folder.text(".errors"))
  }

  private func handle(_ name: String) throws -> FileHandle {
    try folder.write("", to: name)
    return try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file(name)))
  }
}
