import Foundation
import OracleSupport
import Testing

/// The shared set of TFRecord files: good ones, damaged ones, and what each should give.
struct TFRecordOracle {
  /// What should happen to one file.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let must: String
    let why: String?
    /// The records of a file that may be accepted.
    let records: Int?
    /// The records before the damage, and the damaged one.
    let goodBefore: Int?
    let badRecord: Int?
    /// The path below the oracle's folder.
    var file = ""

    private enum CodingKeys: String, CodingKey {
      case must, why, records
      case goodBefore = "good_records_before"
      case badRecord = "bad_record_index"
    }
    var testDescription: String { file }
  }

  /// One record of a good file.
  struct Record: Decodable {
    let offset: UInt64?
    let length: Int?
    let class_index: [Int]
    let shape: [Int]
    let ink: [Float]
  }

  private struct Expected: Decodable { let files: [String: Case] }

  /// All cases, by path; none when the folder is not there.
  static let cases: [Case] = {
    guard let url = Oracles.url("tfrecord/expected.json") else { return [] }
    do {
      let files = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: url)).files
      return files.sorted { $0.key < $1.key }.map { path, found in
        var found = found
        found.file = path
        return found
      }
    } catch {
      Issue.record(error, "\(url.path)")
      return []
    }
  }()

  /// The records of every good file.
  static func values() throws -> [String: [Record]] {
    guard let url = Oracles.url("tfrecord/good_values.json") else { return [:] }
    return try JSONDecoder().decode([String: [Record]].self, from: Data(contentsOf: url))
  }

  /// The path of a file of the oracle.
  static func path(_ file: String) -> String { Oracles.url("tfrecord/\(file)")?.path ?? file }
}
