import Foundation
import ModelTools
import QuickDrawModels
import Runtime
import TestSupport
import Testing

/// Where values were written, through bases, edits and the command line.
@Suite struct ValueOriginsTests {
  private func origins(_ sets: [String] = []) throws -> ValueOrigins {
    ValueOrigins(
      try CheckedModel(path: Repository.model("quickdraw-small"), sets: sets))
  }

  private func line(_ start: String, in lines: [String]) throws -> String {
    try #require(lines.first { $0.drop { $0 == " " }.hasPrefix(start) })
  }

  /// The lines are those of the files in `models/`.
  @Test func eachValueNamesItsLine() throws {
    let lines = try origins(["num_nodes=7"]).lines
    #expect(try line("num_nodes:", in: lines).hasSuffix("# --set"))
    #expect(try line("num_conv:", in: lines).hasSuffix("# quickdraw-small.yaml:7"))
    #expect(try line("mask:", in: lines).hasSuffix("# quickdraw-masked.yaml:7"))
    #expect(try line("T: ragged", in: lines).hasSuffix("# quickdraw.yaml:22"))
    #expect(try line("name:", in: lines).hasSuffix("# quickdraw-small.yaml:4"))
  }

  @Test func aScriptReadsPaths() throws {
    let values = try origins(["train.seed=9"]).json
    func value(_ path: String) throws -> JSONValue {
      try #require(values.first { $0["path"]?.string == path })
    }
    #expect(try value("train.seed")["value"] == "9")
    #expect(try value("train.seed")["file"] == "--set")
    #expect(try value("train.seed")["line"] == nil)
    #expect(try value("graph.convs.conv.mask")["line"] == 7)
    #expect(try value("params.num_conv.2")["value"] == "32")
    #expect(
      try value("params.num_conv.2")["file"]?.string?.hasSuffix("quickdraw-small.yaml") == true)
  }

  @Test func filesOfOneNameAreToldApart() throws {
    let folder = try TemporaryFolder()
    let base = """
      graphrun: 1
      dims: {B: batch}
      inputs: {x: "f32[B, 2]"}
      graph: {y: {op: relu}}

      """
    try FileManager.default.createDirectory(
      atPath: folder.file("inner"), withIntermediateDirectories: true)
    try folder.write(base, to: "inner/a.yaml")
    try folder.write("graphrun: 1\nextends: inner/a.yaml\nset: {graph.y.op: tanh}\n", to: "a.yaml")
    let lines = ValueOrigins(try CheckedModel(path: folder.file("a.yaml"))).lines
    #expect(try line("y:", in: lines).hasSuffix("/a.yaml:3"))
    #expect(try line("x:", in: lines).hasSuffix("# inner/a.yaml:3"))
  }
}
