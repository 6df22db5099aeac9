extension LineScanner {
  /// Checks the string under the cursor, its escapes and its UTF-8, and steps over it.
  mutating func scanString() throws(DrawingError) -> RawString {
    let start = position + 1
    var hasEscapes = false
    position = start
    while position < end {
      let byte = bytes[position]
      if byte == Byte.quote {
        position &+= 1
        return RawString(start: start, end: position &- 1, hasEscapes: hasEscapes)
      }
      if byte == Byte.backslash {
        hasEscapes = true
        try skipEscape()
      } else if byte < 0x20 {
        let code = "0x" + String(byte, radix: 16)
        throw problem("a control character (\(code)) stands bare in a string")
      } else if byte < 0x80 {
        position &+= 1
      } else {
        try skipMultibyteCharacter()
      }
    }
    throw problem("the string that starts here has no end", at: start - 1)
  }

  /// The text of a scanned string.
  func text(of raw: RawString) throws(DrawingError) -> String {
    let content = UnsafeBufferPointer(start: bytes + raw.start, count: raw.end - raw.start)
    guard raw.hasEscapes else { return String(decoding: content, as: UTF8.self) }
    var scalars = String.UnicodeScalarView()
    var place = raw.start
    while place < raw.end {
      var stop = place
      while stop < raw.end, bytes[stop] != Byte.backslash { stop += 1 }
      let plain = UnsafeBufferPointer(start: bytes + place, count: stop - place)
      scalars.append(contentsOf: String(decoding: plain, as: UTF8.self).unicodeScalars)
      guard stop < raw.end else { break }
      let (scalar, next) = try escapedScalar(at: stop)
      scalars.append(scalar)
      place = next
    }
    return String(scalars)
  }

  /// Whether a scanned string is `name`, whose UTF-8 is `nameBytes`.
  @inline(__always)
  func matches(_ raw: RawString, _ nameBytes: [UInt8]) throws(DrawingError) -> Bool {
    if raw.hasEscapes { return try Array(text(of: raw).utf8) == nameBytes }
    guard raw.end &- raw.start == nameBytes.count else { return false }
    for index in 0..<nameBytes.count where bytes[raw.start &+ index] != nameBytes[index] {
      return false
    }
    return true
  }

  private mutating func skipEscape() throws(DrawingError) {
    let start = position
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    case UInt8(ascii: "u"):
      guard codeUnit(at: start) != nil else {
        throw problem("`\\u` needs four hexadecimal digits", at: start)
      }
      position = start + 6
    default: throw problem("JSON knows no escape `\\` before \(found)", at: start)
    }
  }

  /// The UTF-16 code unit of the `\uXXXX` at `place`; nil when there is none.
  private func codeUnit(at place: Int) -> UInt32? {
    guard place + 6 <= end, bytes[place] == Byte.backslash,
      bytes[place + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for index in 2..<6 {
      let digit = Character(UnicodeScalar(bytes[place + index]))
      guard digit.isASCII, let number = digit.hexDigitValue else { return nil }
      value = value << 4 | UInt32(number)
    }
    return value
  }

  /// The character that the checked escape at `place` stands for, and the place after it.
  private func escapedScalar(at place: Int) throws(DrawingError) -> (Unicode.Scalar, Int) {
    switch bytes[place + 1] {
    case UInt8(ascii: "b"): return ("\u{8}", place + 2)
    case UInt8(ascii: "f"): return ("\u{C}", place + 2)
    case UInt8(ascii: "n"): return ("\n", place + 2)
    case UInt8(ascii: "r"): return ("\r", place + 2)
    case UInt8(ascii: "t"): return ("\t", place + 2)
    case UInt8(ascii: "u"): break
    default: return (Unicode.Scalar(bytes[place + 1]), place + 2)
    }
    let unit = codeUnit(at: place) ?? 0
    if let scalar = Unicode.Scalar(unit) { return (scalar, place + 6) }
    // Above the first 65,536 characters JSON writes two surrogates, high before low.
    guard unit < 0xDC00, let low = codeUnit(at: place + 6), (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw problem("half of a surrogate pair, which is no character", at: place) }
    return (scalar, place + 12)
  }

  /// Steps over a character of two to four bytes, as RFC 3629 allows them.
  private mutating func skipMultibyteCharacter() throws(DrawingError) {
    let lead = bytes[position]
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      default: (0, 0...0)
      }
    guard length > 0, position + length <= end, second.contains(bytes[position + 1]),
      areContinuations(position + 2..<position + length)
    else {
      let code = "0x" + String(lead, radix: 16)
      throw problem("byte \(code) is not UTF-8", hint: "save the file as UTF-8")
    }
    position += length
  }

  private func areContinuations(_ places: Range<Int>) -> Bool {
    places.allSatisfy { bytes[$0] & 0xC0 == 0x80 }
  }
}
