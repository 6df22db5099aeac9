import Kernels
import Runtime

extension Dataset {
  /// A digest that changes when the data does: SHA-256 of the set's classes and size, and of each
  /// file's name, size and up to 1 MiB each from its start, middle and end.
  ///
  /// Reading no more than that keeps the start of a run short; damage in between is what the
  /// checksums of records are for.
  ///
  /// - Returns: Hexadecimal digits.
  /// - Throws: `FileError` when a file cannot be read.
  public func fingerprint() throws -> String {
    var digest = SHA256()
    func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { digest.update($0) } }
    add(Array("\(files.isEmpty ? name : "files") \(count)\n".utf8))
    for name in classes.names { add(Array("\(name)\n".utf8)) }
    for path in files {
      let file = try InputFile(path)
      let base = path.split(separator: "/").last.map(String.init) ?? path
      add(Array("\(base) \(file.size)\n".utf8))
      let piece = 1 << 20
      if file.size <= 3 * piece {
        add(try file.read(file.size, at: 0))
      } else {
        for start in [0, (file.size - piece) / 2, file.size - piece] {
          add(try file.read(piece, at: start))
        }
      }
    }
    return digest.hexadecimal()
  }
}
