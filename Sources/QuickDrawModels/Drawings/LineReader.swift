import Foundation

/// Reads a file line by line in bounded memory.
///
/// A line ends with LF or CR LF, or with the file. The bytes of a line live until the next call.
final class LineReader {
  /// A line and its place.
  struct Line {
    /// The line without its end; only the first bytes of one that is too long.
    let bytes: UnsafeRawBufferPointer
    /// Counted from 1.
    let number: Int
    /// The byte of the file with which the line starts, counted from 0.
    let offset: Int
    /// Whether the line is longer than the reader was told to hold.
    let isTooLong: Bool
  }

  let path: String
  private let descriptor: Int32
  private let maximumLength: Int
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var filled = 0
  private var isAtEnd = false
  private var offset = 0
  private var number = 0

  /// Opens the file at `path`; lines past `maximumLength` bytes are reported, not held.
  convenience init(
    path: String, maximumLength: Int, chunk: Int = 1 << 18
  ) throws(DrawingError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    try self.init(descriptor, name: path, maximumLength: maximumLength, chunk: chunk)
  }

  /// Takes over an open file, or the error of opening it when `descriptor` is negative.
  init(
    _ descriptor: Int32, name: String, maximumLength: Int, chunk: Int = 1 << 18
  ) throws(DrawingError) {
    path = name
    self.maximumLength = maximumLength
    self.descriptor = descriptor
    buffer = .allocate(byteCount: max(chunk, 16), alignment: 16)
    guard descriptor >= 0 else { throw Self.failure("open", path) }
    try fill()
  }

  deinit {
    buffer.deallocate()
    if descriptor >= 0 { close(descriptor) }
  }

  /// The first bytes of the file, before any line was taken.
  var prefix: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[start..<filled]) }

  /// The next line; nil behind the last.
  func next() throws(DrawingError) -> Line? {
    var searched = 0
    while true {
      if let length = distanceToNewline(from: searched) {
        return take(length: length, step: length + 1)
      }
      searched = filled - start
      if searched > maximumLength { return try skipLongLine() }
      if isAtEnd { return searched == 0 ? nil : take(length: searched, step: searched) }
      try fill()
    }
  }

  private func distanceToNewline(from searched: Int) -> Int? {
    let count = filled - start - searched
    guard count > 0, let base = buffer.baseAddress else { return nil }
    let first = base + start + searched
    guard let found = memchr(first, Int32(Byte.newline), count) else { return nil }
    return searched + (UnsafeMutableRawPointer(found) - first)
  }

  private func take(length: Int, step: Int) -> Line {
    let isTooLong = length > maximumLength
    var stop = start + (isTooLong ? maximumLength : length)
    if !isTooLong, stop > start, buffer[stop - 1] == Byte.carriageReturn { stop -= 1 }
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[start..<stop])
    number += 1
    let line = Line(bytes: bytes, number: number, offset: offset, isTooLong: isTooLong)
    start += step
    offset += step
    return line
  }

  /// Drops the bytes of a line that does not fit, up to and with its line break.
  private func skipLongLine() throws(DrawingError) -> Line {
    number += 1
    let begin = offset
    var ended = false
    while !ended {
      let length = distanceToNewline(from: 0)
      let step = length.map { $0 + 1 } ?? (filled - start)
      start += step
      offset += step
      ended = length != nil
      if !ended {
        if isAtEnd { break }
        try fill()
      }
    }
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    return Line(bytes: nothing, number: number, offset: begin, isTooLong: true)
  }

  /// Reads more behind what is there, after moving that to the front or into a larger buffer.
  private func fill() throws(DrawingError) {
    let kept = filled - start
    if start > 0, kept > 0, let base = buffer.baseAddress {
      memmove(base, base + start, kept)
    }
    start = 0
    filled = kept
    if filled == buffer.count { grow() }
    while true {
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = read(descriptor, room.baseAddress, room.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure("read", path) }
      filled += count
      isAtEnd = count == 0
      return
    }
  }

  private func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
    buffer.deallocate()
    buffer = larger
  }

  private static func failure(_ action: String, _ path: String) -> DrawingError {
    let reason = String(cString: strerror(errno))
    var error = DrawingError(.unreadable, "cannot \(action) the file: \(reason)", file: path)
    error.isInputMissing = action == "open"
    return error
  }
}
