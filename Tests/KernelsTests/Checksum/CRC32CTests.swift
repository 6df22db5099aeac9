import Testing

@testable import Kernels

@Suite struct CRC32CTests {
  private func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { CRC32C.checksum($0) }
  }

  /// The check value of CRC-32C in catalogues of checksums, and the vectors of RFC 3720, B.4.
  @Test func publishedVectors() {
    #expect(checksum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(checksum(Array(0..<32)) == 0x46DD_794E)
    #expect(checksum([]) == 0)
  }

  @Test func piecesGiveTheChecksumOfTheWhole() {
    let bytes = (0..<100).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
    let whole = checksum(bytes)
    for cut in 0...bytes.count {
      var crc = CRC32C()
      bytes[..<cut].withUnsafeBytes { crc.update($0) }
      bytes[cut...].withUnsafeBytes { crc.update($0) }
      #expect(crc.value == whole, "cut at \(cut)")
    }
  }

  @Test func maskRotatesAndAdds() {
    #expect(CRC32C.masked(0) == 0xA282_EAD8)
    #expect(CRC32C.masked(0x8000) == 0xA282_EAD9)
  }
}
