import Foundation

extension SourceFile {
  /// The largest model file, in bytes; the reference model has about 3,000.
  public static let largestSize = 1_000_000

  /// Reads a file whose size is checked before its content.
  ///
  /// - Throws: A ``Diagnostic`` without a place when the file is missing, is not a regular file, is
  ///   too large or cannot be read. Whether the bytes are UTF-8 is checked by ``YAMLReader``.
  public static func load(path: String) throws(Diagnostic) -> SourceFile {
    let name = DisplayText.escaped(path)
    guard !path.utf8.contains(0) else {
      throw Diagnostic("the path `\(name)` holds a NUL character", at: nil, code: "missing-file")
    }
    // Without O_NONBLOCK opening a pipe waits for its writer.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw unopened(path, errno) }
    defer { close(descriptor) }

    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unopened(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a device or a pipe"
      throw Diagnostic("`\(name)` is \(kind), not a file", at: nil, code: "not-a-file")
    }
    guard status.st_size <= largestSize else {
      throw Diagnostic(
        "`\(name)` has \(status.st_size) bytes; a model file has at most \(largestSize)", at: nil,
        hint: "is this a data file?", code: "too-large")
    }
    return SourceFile(path: path, bytes: try read(descriptor, path))
  }

  /// Reads to the end, or past the largest size when the file grows meanwhile.
  private static func read(_ descriptor: Int32, _ path: String) throws(Diagnostic) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: largestSize + 1)
    var count = 0
    while count < bytes.count {
      let step = bytes.withUnsafeMutableBytes { buffer in
        Foundation.read(
          descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
      }
      if step < 0 && errno == EINTR { continue }
      guard step >= 0 else { throw unopened(path, errno) }
      if step == 0 { break }
      count += step
    }
    guard count <= largestSize else {
      throw Diagnostic(
        "`\(DisplayText.escaped(path))` has more than \(largestSize) bytes", at: nil,
        code: "too-large")
    }
    return Array(bytes[..<count])
  }

  private static func unopened(_ path: String, _ error: Int32) -> Diagnostic {
    let name = DisplayText.escaped(path)
    guard error == ENOENT else {
      let reason = String(cString: strerror(error))
      return Diagnostic("cannot read `\(name)`: \(reason)", at: nil, code: "missing-file")
    }
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    // The folder may be missing too; then there is no name to suggest.
    let neighbours = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let nearest = NearestName.of(url.lastPathComponent, in: neighbours.sorted())
    return Diagnostic(
      "there is no file `\(name)`", at: nil,
      hint: nearest.map { "did you mean `\(DisplayText.escaped($0))`?" }, code: "missing-file")
  }
}
