import Foundation

/// What a TFRecord file should hold, kept beside it as `FILE.json`.
///
/// TFRecord has no trailer, so a file that was cut exactly between two records looks whole; the
/// sidecar tells. Files of other writers have none, which is fine.
public struct TFRecordSidecar: Codable, Equatable, Sendable {
  /// The number of records.
  public var records: Int
  /// The size of the file.
  public var bytes: UInt64

  /// What a file of `records` records in `bytes` bytes should hold.
  public init(records: Int, bytes: UInt64) {
    self.records = records
    self.bytes = bytes
  }

  /// Where the sidecar of the TFRecord file at `path` lies.
  public static func path(of path: String) -> String { path + ".json" }

  /// Reads the sidecar of the TFRecord file at `path`.
  ///
  /// - Returns: nil when there is none.
  /// - Throws: `DataFileError` when there is one that says nothing usable.
  public static func read(of path: String) throws -> TFRecordSidecar? {
    let sidecar = self.path(of: path)
    guard FileManager.default.fileExists(atPath: sidecar) else { return nil }
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: sidecar))
      return try JSONDecoder().decode(TFRecordSidecar.self, from: data)
    } catch {
      throw DataFileError(
        file: sidecar, reason: "should hold {\"bytes\": N, \"records\": N}, but it does not",
        hint: "remove it if it belongs to another program")
    }
  }

  /// Writes the sidecar of the TFRecord file at `path`.
  ///
  /// - Throws: `FileError` when the disk is full or fails.
  func write(of path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let file = try StagedFile(path: Self.path(of: path))
    try (try encoder.encode(self) + [0x0A]).withUnsafeBytes { try file.append($0) }
    try file.commit()
  }
}
