/// A cursor over the bytes of one line that reads JSON as strictly as RFC 8259 defines it.
///
/// It builds no tree: the caller asks for what should come next, and skips what it does not need,
/// which is checked all the same.
struct LineScanner {
  /// How deep lists and objects may nest inside a value that nobody reads.
  static let maximumDepth = 128

  let bytes: UnsafePointer<UInt8>
  let end: Int
  var position = 0

  init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    end = count
  }

  /// The byte under the cursor; 0, which JSON never has outside a string, at the end.
  @inline(__always)
  var byte: UInt8 { position < end ? bytes[position] : 0 }

  @inline(__always)
  mutating func skipWhitespace() {
    while position < end {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A else { return }
      position &+= 1
    }
  }

  /// Steps over `expected` and the white space around it, if it comes next.
  @inline(__always)
  mutating func take(_ expected: UInt8) -> Bool {
    skipWhitespace()
    guard position < end, bytes[position] == expected else { return false }
    position &+= 1
    skipWhitespace()
    return true
  }

  /// Steps over `,` or over `close`; true when an element follows.
  @inline(__always)
  mutating func hasNext(before close: UInt8) throws(DrawingError) -> Bool {
    if take(Byte.comma) { return true }
    guard take(close) else {
      throw problem("expected `,` or `\(Character(UnicodeScalar(close)))`, found \(found)")
    }
    return false
  }

  /// Checks any value and steps over it.
  mutating func skipValue(depth: Int = 0) throws(DrawingError) {
    guard depth < Self.maximumDepth else {
      throw problem("lists and objects nest more than \(Self.maximumDepth) deep")
    }
    switch byte {
    case Byte.quote: _ = try scanString()
    case Byte.openBracket:
      position += 1
      if take(Byte.closeBracket) { return }
      repeat { try skipValue(depth: depth + 1) } while try hasNext(before: Byte.closeBracket)
    case Byte.openBrace:
      position += 1
      if take(Byte.closeBrace) { return }
      repeat {
        _ = try scanKey()
        try skipValue(depth: depth + 1)
      } while try hasNext(before: Byte.closeBrace)
    case Byte.letterT: try skipLiteral("true")
    case Byte.letterF: try skipLiteral("false")
    case Byte.letterN: try skipLiteral("null")
    default: _ = try scanNumber()
    }
  }

  /// Reads a key and the colon after it.
  mutating func scanKey() throws(DrawingError) -> RawString {
    guard byte == Byte.quote else { throw problem("expected a key in quotes, found \(found)") }
    let key = try scanString()
    guard take(Byte.colon) else { throw problem("expected `:` after a key, found \(found)") }
    return key
  }

  private mutating func skipLiteral(_ literal: StaticString) throws(DrawingError) {
    let length = literal.utf8CodeUnitCount
    for index in 0..<length
    where position + index >= end || bytes[position + index] != literal.utf8Start[index] {
      throw problem("expected `\(literal)`, found \(found)")
    }
    position += length
  }

  /// A problem at the cursor, or at byte `place` of the line, counted from 0.
  func problem(
    _ message: String, _ reason: DrawingError.Reason = .notJSON, at place: Int? = nil,
    hint: String? = nil
  ) -> DrawingError {
    DrawingError(reason, message, column: (place ?? position) + 1, hint: hint)
  }

  /// What is under the cursor, in words.
  var found: String {
    guard position < end else { return "the end of the line" }
    let rest = UnsafeBufferPointer(start: bytes + position, count: min(end - position, 12))
    guard bytes[position] > 0x20, bytes[position] < 0x7F else {
      return "byte 0x" + String(bytes[position], radix: 16)
    }
    let stops: [UInt8] = [Byte.comma, Byte.closeBracket, Byte.closeBrace]
    let more = rest.dropFirst().prefix { $0 > 0x20 && $0 < 0x7F && !stops.contains($0) }
    return "`\(String(decoding: rest[..<more.endIndex], as: UTF8.self))`"
  }
}
