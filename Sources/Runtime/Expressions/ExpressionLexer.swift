/// Cuts an expression's text into tokens.
struct ExpressionLexer {
  private let bytes: [UInt8]
  private var position = 0
  private var tokens: [ExpressionToken] = []

  private static let symbols = [
    "//", "**", "==", "!=", "<=", ">=", "&&", "||", "+", "-", "*", "/", "%", "<", ">", "(", ")",
    "[", "]", ",", "=", "!", "^",
  ]
  /// What people bring from other languages, and what it is called here.
  private static let foreign = [
    "&&": "write `and`", "||": "write `or`", "!": "write `not`", "=": "to compare, write `==`",
    "^": "for a power, write `**`",
  ]

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The tokens of `text`, with one of kind `end` at the end.
  static func tokens(of text: String) throws(ExpressionError) -> [ExpressionToken] {
    var lexer = ExpressionLexer(text)
    guard lexer.bytes.count <= ExpressionLimits.bytes else {
      throw ExpressionError(
        "this expression is \(lexer.bytes.count) bytes long; the limit is \(ExpressionLimits.bytes)",
        0..<lexer.bytes.count)
    }
    while lexer.skipSpace() { try lexer.scan() }
    lexer.append(.end, from: lexer.position)
    return lexer.tokens
  }

  /// Steps over white space and returns whether anything is left.
  private mutating func skipSpace() -> Bool {
    while let byte = peek(), [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    return position < bytes.count
  }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    position + ahead < bytes.count ? bytes[position + ahead] : nil
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func append(_ kind: ExpressionToken.Kind, from start: Int) {
    tokens.append(ExpressionToken(kind: kind, range: start..<position))
  }

  private mutating func scan() throws(ExpressionError) {
    guard let byte = peek() else { return }
    let isFraction = byte == UInt8(ascii: ".") && peek(1).map(Self.isDigit) == true
    if Self.isDigit(byte) || isFraction { return try scanNumber() }
    if Self.isWordStart(byte) { return scanWord() }
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { return try scanString(byte) }
    try scanSymbol()
  }

  private mutating func scanWord() {
    let start = position
    while let byte = peek(), Self.isWordStart(byte) || Self.isDigit(byte) { position += 1 }
    switch text(from: start) {
    case "true": append(.literal(.bool(true)), from: start)
    case "false": append(.literal(.bool(false)), from: start)
    case let word: append(.word(word), from: start)
    }
  }

  private mutating func scanNumber() throws(ExpressionError) {
    let start = position
    var isFloat = false
    skipDigits()
    if peek() == UInt8(ascii: ".") {
      isFloat = true
      position += 1
      skipDigits()
    }
    if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
      isFloat = true
      position += 1
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { position += 1 }
      skipDigits()
    }
    while let byte = peek(),
      Self.isWordStart(byte) || Self.isDigit(byte) || byte == UInt8(ascii: ".")
    {
      position += 1
    }
    append(.literal(try number(text(from: start), start..<position, isFloat)), from: start)
  }

  private mutating func skipDigits() {
    while let byte = peek(), Self.isDigit(byte) { position += 1 }
  }

  private func number(
    _ text: String, _ range: Range<Int>, _ isFloat: Bool
  ) throws(ExpressionError) -> AttributeValue {
    if isFloat {
      guard let value = Double(text) else {
        throw ExpressionError("`\(text)` is not a number", range)
      }
      guard value.isFinite else {
        throw ExpressionError("`\(text)` is too large for a float", range)
      }
      return .float(value)
    }
    guard text.utf8.allSatisfy(Self.isDigit) else {
      throw ExpressionError(
        "`\(text)` is not a number", range, hint: "a name starts with a letter or `_`")
    }
    if text.count > 1, text.hasPrefix("0") {
      throw ExpressionError(
        "`\(text)` starts with 0, which some read as octal", range,
        hint: "write `\(text.drop { $0 == "0" }.isEmpty ? "0" : text.drop { $0 == "0" })`")
    }
    guard let value = Int(text) else {
      throw ExpressionError("`\(text)` is too large for an int", range)
    }
    return .int(value)
  }

  private mutating func scanString(_ quote: UInt8) throws(ExpressionError) {
    let start = position
    position += 1
    while let byte = peek(), byte != quote { position += 1 }
    guard peek() != nil else {
      throw ExpressionError("this text has no closing quote", start..<position)
    }
    let content = String(decoding: bytes[start + 1..<position], as: UTF8.self)
    position += 1
    append(.literal(.string(content)), from: start)
  }

  private mutating func scanSymbol() throws(ExpressionError) {
    let start = position
    let rest = bytes[position...]
    guard let symbol = Self.symbols.first(where: { rest.starts(with: $0.utf8) }) else {
      let character = String(decoding: rest, as: UTF8.self).prefix(1)
      position += character.utf8.count
      throw ExpressionError(
        "`\(character)` has no meaning in an expression", start..<position,
        hint: character == "$" ? "inside an expression a parameter is written without `$`" : nil,
        code: character == "$" ? ExpressionError.dollar : "expression")
    }
    position += symbol.utf8.count
    if let hint = Self.foreign[symbol] {
      throw ExpressionError(
        "`\(symbol)` has no meaning in an expression", start..<position, hint: hint)
    }
    append(.symbol(symbol), from: start)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isWordStart(_ byte: UInt8) -> Bool {
    // Letters beyond ASCII can be in a name; bytes of 0x80 and more occur in nothing else.
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }
}
