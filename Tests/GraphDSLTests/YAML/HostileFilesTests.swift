import Foundation
import OracleSupport
import Runtime
import Testing

@testable import GraphDSL

/// Files that were made to break YAML readers.
@Suite struct HostileFilesTests {
  @Test func everyCaseIsReadOrRefusedInTime() throws {
    let folder = "hostile-yaml"
    guard let index = try Oracles.json("\(folder)/index.json"),
      let cases = index.array ?? index["cases"]?.array
    else { return }
    #expect(!cases.isEmpty)
    for hostile in cases {
      let name = try #require(hostile["name"]?.string)
      guard let bytes = try Self.bytes(of: hostile, in: folder) else { continue }
      let path = try Self.path(of: bytes, name)
      defer { try? FileManager.default.removeItem(atPath: path) }
      var outcome = Outcome()
      let seconds = processorSeconds { outcome = Outcome(reading: path) }
      if let limit = hostile["max_seconds"]?.double {
        #expect(seconds <= limit, "\(name) took \(seconds) s")
      }
      #expect(outcome.rendered.utf8.count < 30_000, "\(name): \(outcome.rendered.utf8.count) bytes")
      #expect(
        outcome.rendered.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }, "\(name)")
      switch hostile["must"]?.string {
      case "accept": #expect(outcome.isYAML, "\(name): \(outcome.rendered)")
      case "refuse": #expect(outcome.isRefused && !outcome.rendered.isEmpty, "\(name)")
      default: #expect(outcome.isYAML || !outcome.rendered.isEmpty, "\(name)")
      }
    }
    print("hostile-yaml: \(cases.count) cases")
  }

  /// What became of a file.
  private struct Outcome {
    /// Whether it was read without a complaint about the YAML.
    var isYAML = false
    /// Whether the YAML or the small schema that stands for a model's refused it.
    var isRefused = false
    var rendered = ""

    init() {}

    init(reading path: String) {
      var diagnostics = Diagnostics()
      var sources = SourceSet()
      do {
        let file = try SourceFile.load(path: path)
        let index = sources.add(file)
        if let node = YAMLReader.read(file, index: index, into: &diagnostics) {
          isYAML = !diagnostics.hasErrors
          Self.check(node, &diagnostics)
        }
        // Whatever is refused for its content is refused at a place.
        isRefused = diagnostics.hasErrors && diagnostics.all.allSatisfy { $0.span != nil }
      } catch {
        diagnostics.report(error)
        isRefused = true
      }
      rendered = DiagnosticRenderer(sources: sources).render(diagnostics)
    }

    private static func check(_ node: YAMLNode, _ diagnostics: inout Diagnostics) {
      guard var top = MappingReader(node, "the file", into: &diagnostics) else { return }
      if var train = top.mapping("train", into: &diagnostics) {
        _ = train.float("learning_rate", into: &diagnostics)
        _ = train.int("epochs", into: &diagnostics)
        _ = train.bool("shuffle", into: &diagnostics)
        train.finish(into: &diagnostics)
      }
      _ = top.mapping("data", into: &diagnostics)
      top.finish(into: &diagnostics)
    }
  }

  private static func bytes(of hostile: JSONValue, in folder: String) throws -> [UInt8]? {
    if let file = hostile["file"]?.string {
      guard let url = Oracles.url("\(folder)/\(file)") else { return nil }
      return Array(try Data(contentsOf: url))
    }
    let recipe = try #require(hostile["recipe"]?.array)
    var bytes: [UInt8] = []
    for step in recipe {
      let parts = try #require(step.array)
      let text = Array(try #require(parts.first?.string).utf8)
      let count = parts.count > 1 ? try #require(parts[1].integer) : 1
      // Filling is fast where there is one byte to repeat, as in the files of 20 million.
      if text.count == 1 {
        bytes += [UInt8](repeating: text[0], count: count)
      } else {
        for _ in 0..<count { bytes += text }
      }
    }
    return bytes
  }

  private static func path(of bytes: [UInt8], _ name: String) throws -> String {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "graphrun-\(UUID().uuidString)-\(name).yaml")
    try Data(bytes).write(to: url)
    return url.path
  }
}
