extension LineScanner {
  /// The largest coordinate that is taken: differences of two such still fit in 32 bits.
  static let maximumCoordinate = Double(Float.greatestFiniteMagnitude) / 2

  /// Reads a list of coordinates into `store`, which has room for one in every two bytes of the
  /// line, and returns how many there were.
  mutating func scanCoordinates(
    into store: UnsafeMutablePointer<Float>
  ) throws(DrawingError) -> Int {
    guard take(Byte.openBracket) else {
      throw problem("expected a list of numbers, found \(found)", .badStroke)
    }
    if take(Byte.closeBracket) { return 0 }
    // Locals, because the compiler must assume that a store changes what `self` points to.
    let bytes = self.bytes
    let end = self.end
    var place = position
    var count = 0
    while true {
      if end &- place >= 4, let (value, length) = Self.shortNumber(bytes + place) {
        store[count] = value
        place &+= length
      } else {
        position = place
        store[count] = try scanCoordinate()
        place = position
      }
      count &+= 1
      if place &+ 1 < end, bytes[place] == Byte.comma, bytes[place &+ 1] > 0x20 {
        place &+= 1
      } else {
        position = place
        guard try hasNext(before: Byte.closeBracket) else { return count }
        place = position
      }
    }
  }

  /// A whole number of up to three digits, which nearly all coordinates are, and its length, when
  /// a comma or bracket follows it within the four bytes at `start`.
  ///
  /// Four bytes at once, because the number of digits is a branch that no processor predicts.
  @inline(__always)
  private static func shortNumber(_ start: UnsafePointer<UInt8>) -> (Float, Int)? {
    let word = UInt32(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt32.self))
    let values = word ^ 0x3030_3030
    // The high bit of each byte that is no digit; a carry can only disturb bytes behind the first.
    let foreign = (values &+ 0x7676_7676 | values) & 0x8080_8080
    let bits = UInt32(truncatingIfNeeded: foreign.trailingZeroBitCount & ~7)
    let isPadded = values & 0xFF == 0 && bits > 8
    guard foreign != 0, bits > 0, !isPadded else { return nil }
    let next = UInt8(truncatingIfNeeded: word &>> bits)
    guard next == Byte.comma || next == Byte.closeBracket else { return nil }
    // The digits move to the last places of four; then neighbours join, then the pairs.
    let digits = values &<< (32 &- bits)
    let pairs = (digits &* 10 &+ digits &>> 8) & 0x00FF_00FF
    let value = (pairs &* 100 &+ pairs &>> 16) & 0xFFFF
    return (Float(Int32(truncatingIfNeeded: value)), Int(bits &>> 3))
  }

  private mutating func scanCoordinate() throws(DrawingError) -> Float {
    let start = position
    guard isAtNumber else {
      let spelled = found
      let names = ["`NaN", "`-NaN", "`Inf", "`-Inf"]
      if names.contains(where: { spelled.hasPrefix($0) }) {
        throw problem("\(spelled) is not a JSON number", .notFinite)
      }
      throw problem("expected a number, found \(spelled)", try reasonForValue())
    }
    let value = try scanNumber()
    guard value.magnitude <= Self.maximumCoordinate else {
      let digits = UnsafeBufferPointer(start: bytes + start, count: min(position - start, 24))
      throw problem(
        "the coordinate \(String(decoding: digits, as: UTF8.self)) is too large to compute with",
        .notFinite, at: start)
    }
    return Float(value)
  }

  private var isAtNumber: Bool {
    let first = byte == Byte.minus && position &+ 1 < end ? bytes[position &+ 1] : byte
    return first &- Byte.zero <= 9
  }

  /// Whether what stands in place of a number is JSON of another kind, or no JSON at all.
  private func reasonForValue() throws(DrawingError) -> DrawingError.Reason {
    var probe = self
    try probe.skipValue()
    return .badStroke
  }

  /// Reads a number of any form; one that is too large for a double comes out infinite.
  mutating func scanNumber() throws(DrawingError) -> Double {
    let start = position
    let isNegative = byte == Byte.minus
    if isNegative { position += 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    let whole = scanDigits(&mantissa, &digits)
    guard whole > 0 else { throw problem("expected a JSON value, found \(found)") }
    guard whole == 1 || bytes[position - whole] != Byte.zero else {
      throw problem("a JSON number has no leading zeros", at: start)
    }
    var exponent = 0
    if byte == Byte.point {
      position += 1
      let fraction = scanDigits(&mantissa, &digits)
      guard fraction > 0 else { throw problem("expected digits after `.`, found \(found)") }
      exponent = -fraction
    }
    if byte == Byte.lowerE || byte == Byte.upperE { exponent += try scanExponent() }
    // Exact after W. D. Clinger, "How to read floating point numbers accurately" (1990): both
    // operands are doubles without rounding, so the one operation rounds correctly.
    if digits <= 19, mantissa <= 1 << 53, exponent.magnitude <= 22 {
      let power = Self.powersOfTen[Int(exponent.magnitude)]
      let value = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
      return isNegative ? -value : value
    }
    let text = UnsafeBufferPointer(start: bytes + start, count: position - start)
    guard let value = Double(String(decoding: text, as: UTF8.self)) else {
      throw problem("a number that cannot be read", at: start)
    }
    return value
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Steps over digits and returns how many; past 19 in all, `mantissa` is no longer meant.
  private mutating func scanDigits(_ mantissa: inout UInt64, _ digits: inout Int) -> Int {
    let start = position
    while position < end {
      let digit = bytes[position] &- Byte.zero
      guard digit <= 9 else { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      position &+= 1
    }
    digits += position - start
    return position - start
  }

  /// The exponent under the cursor, held to a size with which sums cannot overflow.
  private mutating func scanExponent() throws(DrawingError) -> Int {
    position += 1
    let isNegative = byte == Byte.minus
    if isNegative || byte == Byte.plus { position += 1 }
    let start = position
    var value = 0
    while position < end, case let digit = bytes[position] &- Byte.zero, digit <= 9 {
      value = min(value * 10 + Int(digit), 100_000)
      position += 1
    }
    guard position > start else { throw problem("expected an exponent, found \(found)") }
    return isNegative ? -value : value
  }
}
