/// The CRC-32C checksum (Castagnoli polynomial 0x1EDC6F41, reflected), computed piece by piece.
///
/// Eight bytes a step through eight tables: entry `table[k][b]` is the checksum of byte `b`
/// followed by `k` zero bytes, so the contributions of eight bytes combine by exclusive or.
public struct CRC32C: Sendable {
  private var state: UInt32 = 0xFFFF_FFFF

  /// The checksum of no bytes.
  public init() {}

  /// The checksum of all bytes given so far.
  public var value: UInt32 { ~state }

  /// Continues the checksum over `bytes`.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard var cursor = bytes.baseAddress else { return }
    let table = Self.tables.pointer
    let end = cursor + bytes.count
    var crc = state
    while end - cursor >= 8 {
      let word = UInt64(littleEndian: cursor.loadUnaligned(as: UInt64.self)) ^ UInt64(crc)
      crc =
        table[1792 + Int(word & 0xFF)] ^ table[1536 + Int((word >> 8) & 0xFF)]
        ^ table[1280 + Int((word >> 16) & 0xFF)] ^ table[1024 + Int((word >> 24) & 0xFF)]
        ^ table[768 + Int((word >> 32) & 0xFF)] ^ table[512 + Int((word >> 40) & 0xFF)]
        ^ table[256 + Int((word >> 48) & 0xFF)] ^ table[Int(word >> 56)]
      cursor += 8
    }
    while cursor < end {
      let byte = cursor.load(as: UInt8.self)
      crc = (crc >> 8) ^ table[Int((crc ^ UInt32(byte)) & 0xFF)]
      cursor += 1
    }
    state = crc
  }

  /// The checksum of `bytes`.
  public static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var crc = CRC32C()
    crc.update(bytes)
    return crc.value
  }

  /// `checksum` as TFRecord files store it: rotated right by 15 bits, plus 0xa282ead8, so that
  /// the checksum of data which itself contains checksums stays a good one.
  public static func masked(_ checksum: UInt32) -> UInt32 {
    ((checksum >> 15) | (checksum << 17)) &+ 0xA282_EAD8
  }

  private static let tables = Tables()

  /// The eight tables of 256 entries, one behind the other, which live as long as the program.
  private struct Tables: @unchecked Sendable {
    let pointer: UnsafePointer<UInt32>

    init() {
      let table = UnsafeMutablePointer<UInt32>.allocate(capacity: 2048)
      for byte in 0..<256 {
        var crc = UInt32(byte)
        for _ in 0..<8 { crc = (crc >> 1) ^ (crc & 1 == 1 ? 0x82F6_3B78 : 0) }
        table[byte] = crc
      }
      for entry in 256..<2048 {
        let shorter = table[entry - 256]
        table[entry] = (shorter >> 8) ^ table[Int(shorter & 0xFF)]
      }
      pointer = UnsafePointer(table)
    }
  }
}
