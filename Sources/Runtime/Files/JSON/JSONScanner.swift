/// A recursive-descent reader of strict JSON with a bound on its depth.
struct JSONScanner {
  private static let deepest = 64

  private let text: [UInt8]
  private var place = 0
  private var depth = 0

  init(_ text: [UInt8]) { self.text = text }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value()
    skipSpace()
    guard place == text.count else { throw error("something follows the value") }
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    switch next ?? 0 {
    case UInt8(ascii: "{"): return try nested { scanner throws(JSONError) in try scanner.object() }
    case UInt8(ascii: "["): return try nested { scanner throws(JSONError) in try scanner.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw error("a value is missing")
    }
  }

  private mutating func nested(
    _ body: (inout JSONScanner) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    depth += 1
    guard depth <= Self.deepest else { throw error("more than \(Self.deepest) levels") }
    place += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [JSONObject.Member] = []
    // Swift takes composed and decomposed letters for equal; JSON names are equal by their bytes.
    var seen: Set<[UInt8]> = []
    skipSpace()
    if accept("}") { return .object(JSONObject()) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("a name in quotes is missing") }
      let start = place
      let name = try string()
      guard seen.insert(Array(name.utf8)).inserted else {
        throw JSONError(byteOffset: start, message: "the name \"\(name)\" appears twice")
      }
      skipSpace()
      guard accept(":") else { throw error("`:` is missing") }
      members.append(JSONObject.Member(name: name, value: try value()))
      skipSpace()
    } while accept(",")
    guard accept("}") else { throw error("`,` or `}` is missing") }
    return .object(JSONObject(members))
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    skipSpace()
    if accept("]") { return .array([]) }
    repeat {
      elements.append(try value())
      skipSpace()
    } while accept(",")
    guard accept("]") else { throw error("`,` or `]` is missing") }
    return .array(elements)
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    let end = place + word.utf8CodeUnitCount
    let isThere = word.withUTF8Buffer { end <= text.count && text[place..<end].elementsEqual($0) }
    guard isThere else { throw error("a value is missing") }
    place = end
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = place
    _ = accept("-")
    if !accept("0") { try digits() }
    var isInteger = true
    if accept(".") {
      isInteger = false
      try digits()
    }
    if accept("e") || accept("E") {
      isInteger = false
      if !accept("+") { _ = accept("-") }
      try digits()
    }
    let literal = String(decoding: text[start..<place], as: UTF8.self)
    // `-0` is a negative zero, which no integer holds.
    if isInteger, literal != "-0", let integer = Int(literal) { return .integer(integer) }
    guard let double = Double(literal), double.isFinite else {
      throw JSONError(byteOffset: start, message: "the number \(literal) is too large")
    }
    return .number(double)
  }

  private mutating func digits() throws(JSONError) {
    let start = place
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { place += 1 }
    guard place > start else { throw error("a digit is missing") }
  }

  private mutating func string() throws(JSONError) -> String {
    let start = place
    place += 1
    var bytes: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw error("a control character stands in a string") }
      if byte == UInt8(ascii: "\\") {
        try escape(into: &bytes)
      } else {
        bytes.append(byte)
        place += 1
      }
    }
    guard accept("\"") else {
      throw JSONError(byteOffset: start, message: "the string does not end")
    }
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw JSONError(byteOffset: start, message: "the string is not UTF-8")
    }
    return string
  }

  private mutating func escape(into bytes: inout [UInt8]) throws(JSONError) {
    let start = place
    place += 1
    let letter = next
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(letter ?? 0)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "u"):
      var units = [try hexadecimal()]
      if UTF16.isLeadSurrogate(units[0]), accept("\\"), accept("u") {
        units.append(try hexadecimal())
      }
      guard let character = String(validating: units, as: UTF16.self) else {
        throw JSONError(byteOffset: start, message: "half of a surrogate pair")
      }
      bytes.append(contentsOf: character.utf8)
    default: throw JSONError(byteOffset: start, message: "an escape that JSON does not have")
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits must follow \\u")
      }
      unit = unit << 4 | UInt16(digit)
      place += 1
    }
    return unit
  }

  private var next: UInt8? { place < text.count ? text[place] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      place += 1
    }
  }

  private mutating func accept(_ character: UnicodeScalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private func error(_ message: String) -> JSONError {
    JSONError(byteOffset: min(place, text.count), message: message)
  }
}
