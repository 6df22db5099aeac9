/// What a terminal makes of text that users wrote.
public enum DisplayText {
  /// The text with every control and invisible character written as its code point.
  ///
  /// A terminal would obey an escape sequence or reorder the line at a direction mark.
  public static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      result += isHidden(scalar) ? "<\(codePoint(scalar))>" : String(scalar)
    }
  }

  /// A code point as `U+00A0`.
  public static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// A code point with its Unicode name, as `U+00A0 (NO-BREAK SPACE)`.
  public static func name(of scalar: Unicode.Scalar) -> String {
    guard let name = scalar.properties.name else {
      return codePoint(scalar)
    }
    return "\(codePoint(scalar)) (\(name))"
  }

  /// Whether a character leaves no mark of its own.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  /// How many columns a character takes in a terminal: 2 for East Asian wide ones and emoji.
  static func width(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first, !scalar.isASCII else { return 1 }
    return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// Blocks of Unicode whose characters are wide (UAX #11, classes W and F).
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
