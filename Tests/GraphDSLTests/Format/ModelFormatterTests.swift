import Foundation
import OracleSupport
import Runtime
import TestSupport
import Testing

@testable import GraphDSL

/// One layout, the same meaning, every comment.
@Suite struct ModelFormatterTests {
  /// The formatted text; nil when the text is no good YAML.
  private func format(_ text: String) -> String? { format(Array(text.utf8)) }

  private func format(_ bytes: [UInt8]) -> String? {
    var diagnostics = Diagnostics()
    let text = ModelFormatter.format(
      SourceFile(path: "model.yaml", bytes: bytes), into: &diagnostics)
    #expect(!diagnostics.all.contains { $0.code == ModelFormatter.ownMistake })
    return text
  }

  /// Checks that formatting keeps tree and comments, which the formatter does itself, and that a
  /// second time changes nothing.
  private func expectStable(_ bytes: [UInt8], _ name: String) {
    guard let once = format(bytes) else { return }
    #expect(format(once) == once, "\(name)")
  }

  @Test func theModelsAreCanonical() throws {
    let folder = Repository.root.appending(path: "models/blocks").path
    let blocks = try FileManager.default.contentsOfDirectory(atPath: folder).map {
      "blocks/" + $0.replacing(".yaml", with: "")
    }
    for name in try Repository.models() + blocks {
      let text = try String(contentsOfFile: Repository.model(name), encoding: .utf8)
      #expect(format(text) == text, "graphrun fmt models/\(name).yaml")
    }
  }

  @Test(arguments: layouts)
  func layout(example: (name: String, written: String, canonical: String)) {
    #expect(format(example.written) == example.canonical, "\(example.name)")
    #expect(format(example.canonical) == example.canonical, "\(example.name), again")
  }

  @Test func wrongFilesAreRefused() {
    for text in ["a: [1, 2", "a: 1\na: 2\n", "", "# only this\n", "- a\n", "a: !!python/x 1\n"] {
      #expect(format(text) == nil, "\(text)")
    }
  }

  /// Windows' line ends and a byte order mark go.
  @Test func bytesBecomeCanonical() {
    let text = "a: 1   # one\r\n\r\n\r\nb: \"x\"\r\n"
    let canonical = "a: 1" + String(repeating: " ", count: 31) + "# one\n\nb: \"x\"\n"
    #expect(format([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == canonical)
  }

  @Test func hostileFilesKeepTheirMeaning() throws {
    let folder = "hostile-yaml/files"
    guard let url = Oracles.url(folder) else { return }
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    var count = 0
    for name in names {
      let bytes = Array(try Data(contentsOf: url.appending(path: name)))
      expectStable(bytes, name)
      if format(bytes) != nil { count += 1 }
    }
    #expect(count > 0)
    print("hostile-yaml: \(count) files formatted")
  }

  @Test func generatedFilesKeepTheirMeaning() {
    for seed in 0..<300 {
      var generator = GeneratedYAML(seed: UInt64(seed))
      let text = generator.text()
      #expect(format(text) != nil, "seed \(seed):\n\(text)")
      expectStable(Array(text.utf8), "seed \(seed):\n\(text)")
    }
  }
}
