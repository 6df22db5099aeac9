extension ScalarReader {
  /// What a user who wrote `scalar` where `wanted` belongs probably meant.
  static func hint(_ scalar: YAMLScalar, _ reading: CoreSchema, _ wanted: String) -> String? {
    if wanted == "bool" { return "write true or false" }
    switch reading {
    case .leadingZeros: return leadingZeros(scalar.text)
    case .float(let value):
      guard wanted == "int", let whole = Int(exactly: value) else { return nil }
      return "write \(whole)"
    case .int(let value): return wanted == "float" ? "write \(value).0" : nil
    case .string: return wanted == "string" ? nil : number(scalar, wanted)
    default: return nil
    }
  }

  private static func leadingZeros(_ text: String) -> String {
    let isSigned = text.hasPrefix("-") || text.hasPrefix("+")
    let digits = text.drop { "+-0".contains($0) }
    let decimal = (text.hasPrefix("-") ? "-" : "") + (digits.isEmpty ? "0" : digits)
    guard !isSigned, !digits.isEmpty, digits.allSatisfy({ "01234567".contains($0) }) else {
      return "write \(decimal)"
    }
    return "write \(decimal), or 0o\(digits) for octal"
  }

  /// A hint for text that is nearly a number.
  private static func number(_ scalar: YAMLScalar, _ wanted: String) -> String? {
    let text = scalar.text
    if text.hasPrefix("$") { return nil }
    if fits(text, wanted) { return scalar.isQuoted ? "remove the quotes" : nil }
    let joined = text.filter { !"_, ".contains($0) }
    if joined != text, fits(joined, wanted) { return "write \(joined)" }
    if text.hasPrefix("0b"), let value = Int(text.dropFirst(2), radix: 2) {
      return "write \(value)"
    }
    let narrow = String(
      String.UnicodeScalarView(text.unicodeScalars.map { Confusable.latin[$0] ?? $0 }))
    if narrow != text, fits(narrow, wanted) { return "write \(narrow) with ASCII digits" }
    guard wanted == "float" else { return nil }
    if text.hasSuffix("%"), case .int(let percent) = CoreSchema.read(plain: String(text.dropLast()))
    {
      return "write \(Double(percent) / 100)"
    }
    switch text.lowercased() {
    case "inf", "infinity", "+inf", "+infinity": return "write .inf"
    case "-inf", "-infinity": return "write -.inf"
    case "nan": return "write .nan"
    default: return nil
    }
  }

  private static func fits(_ text: String, _ wanted: String) -> Bool {
    switch CoreSchema.read(plain: text) {
    case .int: true
    case .float: wanted == "float"
    default: false
    }
  }
}
