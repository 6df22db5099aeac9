import Foundation
import TestSupport
import Testing

/// The short form of `scripts/crash`: a training that is killed, in saves among others, and that meets
/// faults ends with the bytes of an undisturbed one.
@Suite struct CrashTests {
  @Test func nothingIsLost() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", Repository.root.appending(path: "scripts/crash").path,
      "\(Program.folder)/graphrun", "--short",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(
      decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus != 127 else {
      print("no python3, to run the tests of crashes")
      return
    }
    for line in output.split(separator: "\n") where line.hasPrefix("SKIPPED") { print(line) }
    #expect(process.terminationStatus == 0 && output.hasSuffix("nothing was lost\n"), "\(output)")
  }
}
