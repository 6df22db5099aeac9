import Kernels

/// What a record's header most likely is when its length does not match its checksum.
struct TFRecordDiagnosis {
  /// What is wrong.
  let reason: String
  /// One thing to try.
  let hint: String?

  /// The hint for a file that ends too early.
  static let cutHint = "the file was cut off; copy, download or write it again"

  /// The hint for a record of `length` bytes where only `left` remain, header included.
  static func lengthHint(_ length: UInt64, left: UInt64) -> String {
    if length.byteSwapped < left {
      return "the length makes sense with its bytes reversed: TFRecord is little-endian"
    }
    return length > 1 << 31 ? "no drawing is that long: the length is damaged" : cutHint
  }

  /// Looks at `bytes`, the file's from the header on (a few kilobytes at most).
  ///
  /// - Parameters:
  ///   - bytes: at least the 12 bytes of the header.
  ///   - computed: the checksum of the length, not masked.
  ///   - stored: the masked checksum that the header holds.
  ///   - isFirst: whether this is the file's first record, so that the bytes may be the start of
  ///     another kind of file.
  init(bytes: UnsafeRawBufferPointer, computed: UInt32, stored: UInt32, isFirst: Bool) {
    if bytes.allSatisfy({ $0 == 0 }) {
      reason = "there are only zeros from here on"
      hint =
        isFirst
        ? "this is not a TFRecord file"
        : "a crash or a full disk can leave zeros at a file's end; write the file again"
    } else if isFirst, let kind = Self.otherKind(bytes) {
      reason = "this is not a TFRecord file but \(kind.name)"
      hint = kind.hint
    } else {
      let mismatch = Self.mismatch(computed, stored)
      reason = "the checksum of the record's length does not match: \(mismatch)"
      hint =
        Self.unmaskedHint(computed, stored)
        ?? (isFirst
          ? "is this a TFRecord file? if so, copy or download it again"
          : "the file is damaged from here on; copy or download it again")
    }
  }

  /// Both checksums, as text.
  static func mismatch(_ computed: UInt32, _ stored: UInt32) -> String {
    let expected = String(CRC32C.masked(computed), radix: 16)
    return "the file has \(String(stored, radix: 16)), the bytes give \(expected)"
  }

  /// What to say when the stored checksum is right but for the mask.
  static func unmaskedHint(_ computed: UInt32, _ stored: UInt32) -> String? {
    guard stored == computed else { return nil }
    return "the checksum is right but not masked: its writer left out the rotation by 15 bits "
      + "and the constant 0xa282ead8 that TFRecord asks for"
  }

  /// A well-known kind of file that starts with `bytes`.
  private static func otherKind(_ bytes: UnsafeRawBufferPointer) -> (name: String, hint: String)? {
    if bytes[0] == 0x1F, bytes[1] == 0x8B {
      return ("gzip data", "unpack it first: `gunzip -c FILE > FILE.tfrecord`")
    }
    if bytes[0] == 0x78, [0x01, 0x5E, 0x9C, 0xDA].contains(bytes[1]) {
      return ("zlib data", "unpack it first, or write the records without compression")
    }
    let start = bytes.prefix(256)
    let letters = start.count { (0x20..<0x7F).contains($0) }
    guard start.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || (0x09...0x0D).contains($0) }),
      letters * 2 > start.count
    else { return nil }
    let text = String(decoding: start, as: UTF8.self).lowercased()
    if text.contains("<html") || text.contains("<!doctype") {
      return ("a web page", "the download went wrong; look at the file in a browser")
    }
    if text.hasPrefix("version https://git-lfs") {
      return ("a Git LFS pointer", "fetch the file itself with `git lfs pull`")
    }
    if text.hasPrefix("{") {
      return ("JSON text", "drawings as ndjson become records with `graphrun data prepare`")
    }
    return ("text", "look at the file in an editor")
  }
}
