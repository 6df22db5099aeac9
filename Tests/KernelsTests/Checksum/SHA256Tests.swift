import Kernels
import Testing

/// Digests as `printf … | sha256sum` of GNU coreutils prints them.
@Suite struct SHA256Tests {
  private static let known: [(text: String, digest: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test func knownDigests() {
    for (text, digest) in Self.known {
      #expect(Array(text.utf8).withUnsafeBytes { SHA256.hexadecimal(of: $0) } == digest)
    }
  }

  /// Every length round one and two blocks, given in pieces of every size.
  @Test func piecesGiveTheDigestOfTheWhole() {
    let bytes = (0..<150).map { UInt8(truncatingIfNeeded: $0 * 37) }
    for length in [55, 56, 63, 64, 65, 119, 120, 128, 150] {
      let whole = bytes[..<length].withUnsafeBytes { SHA256.hexadecimal(of: $0) }
      for piece in [1, 7, 63, 64, 65] {
        var digest = SHA256()
        for start in stride(from: 0, to: length, by: piece) {
          bytes[start..<min(start + piece, length)].withUnsafeBytes { digest.update($0) }
        }
        #expect(digest.hexadecimal() == whole, "\(length) bytes in pieces of \(piece)")
      }
    }
  }
}
