import Runtime

/// A buffer that shows one stretch of a file at a time, for reading it from front to back.
final class FileWindow {
  /// The file under the window.
  let file: InputFile
  private var buffer: UnsafeMutableRawBufferPointer
  private var start: UInt64 = 0
  private var filled = 0

  /// A window of `capacity` bytes, which grows when a longer stretch is asked for.
  init(_ file: InputFile, capacity: Int = 1 << 18) {
    self.file = file
    buffer = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// The `count` bytes at `offset`, which the caller knows to lie inside the file.
  ///
  /// They stay valid until the next call.
  ///
  /// - Throws: `FileError` when the file cannot be read.
  func bytes(at offset: UInt64, count: Int) throws -> UnsafeRawBufferPointer {
    if offset < start || offset + UInt64(count) > start + UInt64(filled) {
      try load(at: offset, count: count)
    }
    let first = Int(offset - start)
    return UnsafeRawBufferPointer(rebasing: buffer[first..<first + count])
  }

  private func load(at offset: UInt64, count: Int) throws {
    if count > buffer.count {
      buffer.deallocate()
      filled = 0
      buffer = .allocate(byteCount: count, alignment: 16)
    }
    filled = 0
    let read = min(buffer.count, file.size - Int(offset))
    try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<read]), at: Int(offset))
    start = offset
    filled = read
  }
}
