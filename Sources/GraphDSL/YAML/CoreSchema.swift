/// What YAML 1.2's core schema makes of a plain scalar.
enum CoreSchema: Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string
  /// Decimal digits after a leading zero: octal in YAML 1.1, decimal in 1.2.
  case leadingZeros
  /// A whole number beyond 64 bits; as a float it is the value beside it.
  case hugeInt(Double)
  /// A number beyond a double.
  case hugeFloat

  /// The reading of a scalar; a quoted one is always a string.
  static func read(_ scalar: YAMLScalar) -> CoreSchema {
    scalar.isQuoted ? .string : read(plain: scalar.text)
  }

  /// The reading of a plain scalar's text.
  static func read(plain text: String) -> CoreSchema {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .float(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
    case ".nan", ".NaN", ".NAN": return .float(.nan)
    default: break
    }
    if text.hasPrefix("0x") { return radix(text.dropFirst(2), 16) }
    if text.hasPrefix("0o") { return radix(text.dropFirst(2), 8) }
    return number(text)
  }

  /// The kind as a message calls it.
  var kind: String {
    switch self {
    case .null: "nothing"
    case .bool: "a bool"
    case .int, .leadingZeros, .hugeInt: "an int"
    case .float, .hugeFloat: "a float"
    case .string: "a string"
    }
  }

  private static func radix(_ digits: Substring, _ radix: Int) -> CoreSchema {
    // `Int(_:radix:)` takes a sign, which must stand before the prefix if anywhere.
    guard !digits.isEmpty,
      digits.unicodeScalars.allSatisfy({ $0.isASCII && $0.properties.isASCIIHexDigit })
    else { return .string }
    if let value = Int(digits, radix: radix) { return .int(value) }
    let isOctal = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    return radix == 16 || isOctal ? .hugeInt(.infinity) : .string
  }

  private static func number(_ text: String) -> CoreSchema {
    var rest = Substring(text)
    if let sign = rest.first, sign == "+" || sign == "-" { rest.removeFirst() }
    let whole = digits(&rest)
    if rest.isEmpty, !whole.isEmpty {
      if whole.utf8.count > 1, whole.hasPrefix("0") { return .leadingZeros }
      // `Int("+5")` is 5.
      return Int(text).map(CoreSchema.int) ?? Double(text).map(CoreSchema.hugeInt) ?? .string
    }
    var fraction: Substring = ""
    if rest.first == "." {
      rest.removeFirst()
      fraction = digits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return .string }
    guard let exponent = exponent(&rest) else { return .string }
    guard rest.isEmpty else { return .string }
    let sign = text.hasPrefix("-") ? "-" : ""
    let normal = "\(sign)\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)"
    guard let value = Double("\(normal)e\(exponent)") else { return .string }
    return value.isFinite ? .float(value) : .hugeFloat
  }

  /// Takes an exponent off the text: `0` when there is none, nil when it has no digits.
  private static func exponent(_ text: inout Substring) -> String? {
    guard text.first == "e" || text.first == "E" else { return "0" }
    text.removeFirst()
    var sign = ""
    if let first = text.first, first == "+" || first == "-" {
      sign = first == "-" ? "-" : ""
      text.removeFirst()
    }
    let power = digits(&text)
    return power.isEmpty ? nil : sign + power
  }

  private static func digits(_ text: inout Substring) -> Substring {
    let run = text.prefix { ("0"..."9").contains($0) && $0.isASCII }
    text.removeFirst(run.count)
    return run
  }
}
