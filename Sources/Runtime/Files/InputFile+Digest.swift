import Kernels

extension InputFile {
  /// The SHA-256 digest of the whole file as hexadecimal digits, read piece by piece.
  ///
  /// - Throws: ``FileError`` when it is shortened meanwhile or cannot be read.
  public func sha256() throws(FileError) -> String {
    var digest = SHA256()
    let piece = 1 << 20
    for start in stride(from: 0, to: size, by: piece) {
      let bytes = try read(min(piece, size - start), at: start)
      bytes.withUnsafeBytes { digest.update($0) }
    }
    return digest.hexadecimal()
  }
}
