import Foundation

/// Writes a TFRecord file, which appears under its name only when it is complete.
public final class TFRecordWriter {
  /// What was written so far.
  public private(set) var summary = TFRecordSidecar(records: 0, bytes: 0)

  private let file: StagedFile

  /// Starts a file that will be called `path`; an older one stays until `finish`.
  ///
  /// - Throws: `FileError` when the folder does not allow it.
  public init(path: String) throws { file = try StagedFile(path: path) }

  /// Appends a record.
  ///
  /// - Throws: `FileError` when the disk is full or fails.
  public func append(_ payload: [UInt8]) throws {
    try TFRecordFrame.bytes(of: payload).withUnsafeBytes { try file.append($0) }
    summary.records += 1
    summary.bytes += UInt64(payload.count + TFRecordFrame.overhead)
  }

  /// Completes the file and writes its sidecar.
  ///
  /// At no moment does a new file stand beside the
  /// sidecar of an old one.
  ///
  /// - Returns: What was written.
  /// - Throws: `FileError` when the disk is full or fails; the file then does not appear.
  @discardableResult
  public func finish() throws -> TFRecordSidecar {
    unlink(TFRecordSidecar.path(of: file.path))
    try file.commit()
    try summary.write(of: file.path)
    return summary
  }
}
