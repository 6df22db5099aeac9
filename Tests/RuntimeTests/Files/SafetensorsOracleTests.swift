import Foundation
import OracleSupport
import Runtime
import Testing

/// Good and hostile files, and what the reference reader does with each.
@Suite struct SafetensorsOracleTests {
  @Test func goodFilesAreRead() throws {
    for url in try Oracles.files(in: "safetensors/good", ending: ".safetensors") {
      let file = try SafetensorsFile(url.path)
      for tensor in file.tensors {
        let count = tensor.shape.reduce(1, *)
        #expect(tensor.count == count)
        if tensor.type.bits >= 8, tensor.type != .c64, !tensor.type.rawValue.hasPrefix("F8") {
          #expect(try file.doubles(tensor).count == count)
        }
      }
    }
  }

  /// The reference's own listing: names, dtypes and shapes.
  @Test func listingsAgreeWithTheReference() throws {
    let behaviour = try Oracles.json("safetensors/reference_behaviour.json")
    for member in behaviour?.object?.members ?? [] {
      guard member.name.hasPrefix("good/"), let text = member.value.string,
        text.hasPrefix("reads: "), let url = Oracles.url("safetensors/\(member.name)"),
        let expected = try? JSONValue(parsing: Array(text.dropFirst("reads: ".count).utf8))
      else { continue }
      let file = try SafetensorsFile(url.path)
      #expect(file.tensors.count == expected.object?.members.count, "\(member.name)")
      for entry in expected.object?.members ?? [] {
        let tensor = try file.tensor(entry.name)
        #expect(entry.value.array?[1] == .array(tensor.shape.map { .integer($0) }))
        #expect(entry.value.array?[0].string.map(Self.type) == tensor.type)
      }
    }
  }

  @Test func badFilesAreRefused() throws {
    let either = try mayBeRead()
    for url in try Oracles.files(in: "safetensors/bad", ending: ".safetensors") {
      let name = url.lastPathComponent
      do throws(FileError) {
        let file = try SafetensorsFile(url.path)
        for tensor in file.tensors { _ = try file.doubles(tensor) }
        #expect(either.contains("bad/\(name)"), "\(name) was read")
      } catch {
        #expect(error.path == url.path)
        #expect(!error.message.isEmpty)
      }
    }
  }

  /// The names that the README's table marks with "either".
  private func mayBeRead() throws -> Set<String> {
    guard let url = Oracles.url("safetensors/README.md") else { return [] }
    let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    return Set(rows.filter { $0.count > 1 && $0[1].hasPrefix("either") }.map { $0[0] })
  }

  private static func type(numpy name: String) -> SafetensorsType? {
    let prefixes = [
      "bfloat": "BF", "float": "F", "uint": "U", "int": "I", "bool": "BOOL", "complex64": "C64",
    ]
    let prefix = prefixes.keys.sorted { $0.count > $1.count }.first { name.hasPrefix($0) }
    guard let prefix, let ours = prefixes[prefix] else { return nil }
    return SafetensorsType(rawValue: ours + name.dropFirst(prefix.count))
  }
}
