import Foundation
import Runtime
import TestSupport
import Testing

@Suite struct MetricsLogTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/metrics.jsonl" }

  init() throws { folder = try TemporaryFolder() }

  private func line(_ step: Int) -> JSONObject {
    var object = JSONObject()
    object["step"] = .integer(step)
    object["loss"] = .number(step == 20 ? .nan : 0.5)
    return object
  }

  @Test func linesAreAppendedAndCutForAResume() throws {
    let log = try MetricsLog(path)
    for step in [10, 20, 20, 30] { try log.append(line(step)) }
    try log.sync()
    #expect(try text().split(separator: "\n").count == 4)
    let again = try MetricsLog(path)
    try again.truncate(after: 20)
    #expect(
      try text() == """
        {"step":10,"loss":0.5}
        {"step":20,"loss":"NaN"}
        {"step":20,"loss":"NaN"}

        """)
    try again.append(line(21))
    #expect(try text().hasSuffix("{\"step\":21,\"loss\":0.5}\n"))
    try again.truncate(after: 0)
    #expect(try text().isEmpty)
  }

  @Test func aLineThatACrashCutIsRemoved() throws {
    try AtomicFile.write("{\"step\":1}\n{\"ste", to: path)
    try MetricsLog(path).truncate(after: 9)
    #expect(try text() == "{\"step\":1}\n")
  }

  @Test(arguments: ["{\"step\":1}\nrubbish\n", "{\"step\":1}\n{\"loss\":1}\n"])
  func aForeignLineIsAnErrorWithItsPlace(text: String) throws {
    try AtomicFile.write(text, to: path)
    let log = try MetricsLog(path)
    do throws(FileError) {
      try log.truncate(after: 9)
      Issue.record("accepted \(text)")
    } catch {
      #expect(error.byteOffset == 11)
    }
  }

  @Test func aFullDiskIsAnError() throws {
    let log = try MetricsLog("/dev/full")
    #expect(throws: FileError.self) { try log.append(line(1)) }
  }

  private func text() throws -> String {
    String(decoding: try InputFile.contents(of: path), as: UTF8.self)
  }
}
