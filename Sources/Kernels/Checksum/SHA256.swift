import Foundation

/// The SHA-256 digest (FIPS 180-4) of bytes given piece by piece.
///
/// Chosen over a faster checksum because anyone can check a file with `sha256sum`, and because a
/// receipt that names data by its digest must not be open to collisions.
public struct SHA256 {
  private static let blockSize = 64

  private var hash: [UInt32]
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  /// The digest of nothing yet.
  public init() {
    hash = Self.initialHash
    pending.reserveCapacity(Self.blockSize)
  }

  /// Takes in further bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = min(Self.blockSize - pending.count, rest.count)
      pending.append(contentsOf: rest.prefix(taken))
      rest = rest.dropFirst(taken)
      guard pending.count == Self.blockSize else { return }
      pending.withUnsafeBytes { Self.digest($0, into: &hash) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count / Self.blockSize * Self.blockSize
    Self.digest(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)), into: &hash)
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// The digest as 64 lower-case hexadecimal digits; the value itself is not changed.
  public func hexadecimal() -> String {
    var tail = pending + [0x80]
    tail += [UInt8](repeating: 0, count: (120 - tail.count) % Self.blockSize)
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: (byteCount &* 8) >> UInt64(shift)))
    }
    var hash = hash
    tail.withUnsafeBytes { Self.digest($0, into: &hash) }
    return hash.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The digest of `bytes` as hexadecimal digits.
  public static func hexadecimal(of bytes: UnsafeRawBufferPointer) -> String {
    var digest = SHA256()
    digest.update(bytes)
    return digest.hexadecimal()
  }

  private static let primes = (2...311).filter { n in !(2..<n).contains { n % $0 == 0 } }

  /// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
  private static let initialHash = primes.prefix(8).map { fraction(Double($0).squareRoot()) }

  /// The same of the cube roots of the first 64 primes.
  private static let roundConstants = primes.map { fraction(cbrt(Double($0))) }

  private static func fraction(_ root: Double) -> UInt32 {
    UInt32((root - root.rounded(.down)) * 0x1p32)
  }

  /// Digests whole blocks.
  private static func digest(_ bytes: UnsafeRawBufferPointer, into hash: inout [UInt32]) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      roundConstants.withUnsafeBufferPointer { constants in
        hash.withUnsafeMutableBufferPointer { hash in
          for start in stride(from: 0, to: bytes.count, by: blockSize) {
            fill(schedule, from: bytes, at: start)
            compress(schedule, constants, into: hash)
          }
        }
      }
    }
  }

  @inline(__always)
  private static func fill(
    _ w: UnsafeMutableBufferPointer<UInt32>, from bytes: UnsafeRawBufferPointer, at start: Int
  ) {
    for i in 0..<16 {
      let word = bytes.loadUnaligned(fromByteOffset: start + 4 * i, as: UInt32.self)
      w[i] = UInt32(bigEndian: word)
    }
    for i in 16..<64 {
      let s0 = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ (w[i - 15] >> 3)
      let s1 = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ (w[i - 2] >> 10)
      w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
    }
  }

  @inline(__always)
  private static func compress(
    _ w: UnsafeMutableBufferPointer<UInt32>, _ k: UnsafeBufferPointer<UInt32>,
    into hash: UnsafeMutableBufferPointer<UInt32>
  ) {
    var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
    var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
    for i in 0..<64 {
      let s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ s1 &+ choice &+ k[i] &+ w[i]
      let s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ s0 &+ majority)
    }
    hash[0] &+= a
    hash[1] &+= b
    hash[2] &+= c
    hash[3] &+= d
    hash[4] &+= e
    hash[5] &+= f
    hash[6] &+= g
    hash[7] &+= h
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word &>> bits | word &<< (32 &- bits)
  }
}
