import Runtime

/// Turns scalars into values, and says what to write instead when one does not fit.
///
/// `name` is what the value is called in messages: the key, without quotes.
public enum ScalarReader {
  /// The value of a scalar or of a list of scalars, by YAML's own rules; nil after a report.
  public static func value(
    _ node: YAMLNode, _ name: String, into diagnostics: inout Diagnostics
  ) -> AttributeValue? {
    if let elements = node.elements {
      let values = elements.map { value($0, name, into: &diagnostics) }
      let known = values.compactMap { $0 }
      return known.count == values.count ? .list(known) : nil
    }
    guard let scalar = node.scalar else {
      return complain("`\(name)` wants a value, found \(node.kind)", nil, node, &diagnostics)
    }
    switch CoreSchema.read(scalar) {
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .float(let value): return .float(value)
    case .string: return .string(scalar.text)
    case .null, .leadingZeros, .hugeInt, .hugeFloat:
      return refuse(node, name, "a value", &diagnostics)
    }
  }

  /// A whole number, or nil after a report; `3.0` and `1e3` are refused.
  public static func int(
    _ node: YAMLNode, _ name: String, into diagnostics: inout Diagnostics
  ) -> Int? {
    if let scalar = node.scalar, case .int(let value) = CoreSchema.read(scalar) { return value }
    return refuse(node, name, "int", &diagnostics)
  }

  /// A number, or nil after a report; hexadecimal and octal ones are refused.
  public static func float(
    _ node: YAMLNode, _ name: String, into diagnostics: inout Diagnostics
  ) -> Double? {
    if let scalar = node.scalar {
      switch CoreSchema.read(scalar) {
      case .float(let value): return value
      case .int(let value) where !isPrefixed(scalar.text): return Double(value)
      case .hugeInt(let value) where value.isFinite: return value
      default: break
      }
    }
    return refuse(node, name, "float", &diagnostics)
  }

  /// `true` or `false`, or nil after a report; `yes`, `on` and 1 are refused.
  public static func bool(
    _ node: YAMLNode, _ name: String, into diagnostics: inout Diagnostics
  ) -> Bool? {
    if let scalar = node.scalar, case .bool(let value) = CoreSchema.read(scalar) { return value }
    return refuse(node, name, "bool", &diagnostics)
  }

  /// The text as written, or nil after a report; only nothing and `null` are refused.
  public static func string(
    _ node: YAMLNode, _ name: String, into diagnostics: inout Diagnostics
  ) -> String? {
    if let scalar = node.scalar, CoreSchema.read(scalar) != .null { return scalar.text }
    return refuse(node, name, "string", &diagnostics)
  }

  private static func isPrefixed(_ text: String) -> Bool {
    text.hasPrefix("0x") || text.hasPrefix("0o")
  }

  private static func refuse<Value>(
    _ node: YAMLNode, _ name: String, _ wanted: String, _ diagnostics: inout Diagnostics
  ) -> Value? {
    guard let scalar = node.scalar else {
      return complain("`\(name)` wants \(wanted), found \(node.kind)", nil, node, &diagnostics)
    }
    let reading = CoreSchema.read(scalar)
    let text = DisplayText.escaped(scalar.text)
    let message =
      switch reading {
      case .null: "`\(name)` wants \(wanted), but nothing is written"
      case .leadingZeros: "`\(name)` wants \(wanted), and `\(text)` is not plain: it begins with 0"
      case .hugeInt where wanted != "float": "`\(name)`: \(text) does not fit in 64 bits"
      case .hugeFloat: "`\(name)`: \(text) is beyond the largest float"
      case .string where scalar.isQuoted: "`\(name)` wants \(wanted), not the string \"\(text)\""
      default: "`\(name)` wants \(wanted), not `\(text)`"
      }
    return complain(message, hint(scalar, reading, wanted), node, &diagnostics)
  }

  private static func complain<Value>(
    _ message: String, _ hint: String?, _ node: YAMLNode, _ diagnostics: inout Diagnostics
  ) -> Value? {
    diagnostics.error(message, at: node.span, hint: hint, code: "type")
    return nil
  }
}
