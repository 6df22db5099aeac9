import Kernels

/// The bytes of one record of a TFRecord file:
/// `uint64 length | uint32 checksum of the length | payload | uint32 checksum of the payload`, little
/// endian, checksums as `CRC32C.masked`.
enum TFRecordFrame {
  /// The bytes that a record has besides its payload.
  static let overhead = 16

  /// The record of a payload.
  static func bytes(of payload: [UInt8]) -> [UInt8] {
    var record: [UInt8] = []
    record.reserveCapacity(payload.count + overhead)
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { record += $0 }
    }
    append(UInt64(payload.count))
    append(CRC32C.masked(record.withUnsafeBytes { CRC32C.checksum($0) }))
    record += payload
    append(CRC32C.masked(payload.withUnsafeBytes { CRC32C.checksum($0) }))
    return record
  }
}
