import Kernels
import Runtime

/// Reads the records of a TFRecord file from front to back.
///
/// A record is `uint64 length | uint32 checksum of the length | payload | uint32 checksum of the
/// payload`, little endian, checksums as `CRC32C.masked`. There is no file header and no trailer:
/// an empty file holds no records. Memory use is one buffer and the longest payload.
public final class TFRecordReader {
  /// The longest payload that is accepted: a drawing is a hundred thousand times shorter, so a
  /// longer one is damage that happens to have a good checksum, or another kind of file.
  public static let maximumPayload = 1 << 26

  /// Where a record lies, for reading it again.
  public struct Place: Equatable, Sendable {
    /// The record's number in its file, from 0.
    public let number: Int
    /// The byte at which its header starts.
    public let offset: UInt64
    /// The bytes of its payload.
    public let length: Int
  }

  /// The number of the record that comes next, which is also the number of those read.
  public private(set) var number = 0
  /// The byte at which the next record starts.
  public private(set) var offset: UInt64 = 0

  private let window: FileWindow

  /// Opens the file at `path`.
  ///
  /// - Throws: `FileError` when the file cannot be opened.
  public convenience init(path: String) throws { self.init(try InputFile(path)) }

  /// Reads `file` from its start.
  init(_ file: InputFile) { window = FileWindow(file) }

  /// The file's path.
  public var path: String { window.file.path }

  /// Replaces `payload` by the next record's.
  ///
  /// - Returns: The record's place, or nil at the end of the file.
  /// - Throws: `DataFileError` naming file, record, byte and reason when the record is damaged.
  ///   The reader then stays at that record.
  public func next(into payload: inout [UInt8]) throws -> Place? {
    guard let place = try header() else { return nil }
    let body = try window.bytes(at: place.offset + 12, count: place.length + 4)
    let bytes = UnsafeRawBufferPointer(rebasing: body[..<place.length])
    let stored = body.loadLittleEndian(UInt32.self, at: place.length)
    try Self.verify(bytes, stored: stored, at: place, of: path)
    payload.removeAll(keepingCapacity: true)
    payload.append(contentsOf: bytes)
    advance(over: place)
    return place
  }

  /// Passes over the next record, reading its header only.
  ///
  /// - Returns: The record's place, or nil at the end of the file.
  /// - Throws: `DataFileError` when the header is damaged or the file ends inside the record.
  public func skip() throws -> Place? {
    guard let place = try header() else { return nil }
    advance(over: place)
    return place
  }

  /// Replaces `payload` by that of the record at `place` of `file`.
  ///
  /// - Throws: `DataFileError` when the payload does not match its checksum.
  static func read(_ place: Place, of file: InputFile, into payload: inout [UInt8]) throws {
    payload = try [UInt8](unsafeUninitializedCapacity: place.length + 4) { buffer, count in
      try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: Int(place.offset) + 12)
      let body = UnsafeRawBufferPointer(buffer)
      let bytes = UnsafeRawBufferPointer(rebasing: body[..<place.length])
      let stored = body.loadLittleEndian(UInt32.self, at: place.length)
      try verify(bytes, stored: stored, at: place, of: file.path)
      count = place.length
    }
  }

  private func advance(over place: Place) {
    number += 1
    offset = place.offset + 16 + UInt64(place.length)
  }

  /// Reads and checks the next record's header.
  ///
  /// The length is a stranger's number: it is compared with what is left of the file as UInt64 before anything is computed from it.
  private func header() throws -> Place? {
    let left = UInt64(window.file.size) - offset
    guard left > 0 else { return nil }
    guard left >= 12 else {
      throw error(
        "the file ends inside this record's header: \(left) of 12 bytes are there",
        hint: TFRecordDiagnosis.cutHint)
    }
    let bytes = try window.bytes(at: offset, count: 12)
    let length = bytes.loadLittleEndian(UInt64.self, at: 0)
    let stored = bytes.loadLittleEndian(UInt32.self, at: 8)
    let computed = CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<8]))
    guard CRC32C.masked(computed) == stored else { throw try damagedHeader(computed, stored) }
    guard left >= 16, length <= left - 16 else {
      throw error(
        "the payload should have \(length) bytes and 4 of checksum, but the file ends after "
          + "\(left - 12)", hint: TFRecordDiagnosis.lengthHint(length, left: left))
    }
    guard length <= UInt64(Self.maximumPayload) else {
      throw error(
        "the payload has \(length) bytes; more than \(Self.maximumPayload) cannot be a drawing",
        hint: "is this a TFRecord file of tf.train.Example drawings?")
    }
    return Place(number: number, offset: offset, length: Int(length))
  }

  private func damagedHeader(_ computed: UInt32, _ stored: UInt32) throws -> DataFileError {
    let count = min(window.file.size - Int(offset), 4096)
    let diagnosis = TFRecordDiagnosis(
      bytes: try window.bytes(at: offset, count: count), computed: computed, stored: stored,
      isFirst: number == 0)
    return error(diagnosis.reason, hint: diagnosis.hint)
  }

  private func error(_ reason: String, hint: String?) -> DataFileError {
    DataFileError(
      file: path, place: .record(number, offset: offset), reason: reason, hint: hint)
  }

  private static func verify(
    _ payload: UnsafeRawBufferPointer, stored: UInt32, at place: Place, of path: String
  ) throws {
    let computed = CRC32C.checksum(payload)
    guard CRC32C.masked(computed) != stored else { return }
    throw DataFileError(
      file: path, place: .record(place.number, offset: place.offset),
      reason: "the checksum of the payload does not match: "
        + TFRecordDiagnosis.mismatch(computed, stored),
      hint: TFRecordDiagnosis.unmaskedHint(computed, stored)
        ?? "the record is damaged; copy or download the file again")
  }
}

extension UnsafeRawBufferPointer {
  /// The little-endian integer at byte `offset`, which need not be aligned.
  func loadLittleEndian<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type, at offset: Int) -> T {
    T(littleEndian: loadUnaligned(fromByteOffset: offset, as: T.self))
  }
}
