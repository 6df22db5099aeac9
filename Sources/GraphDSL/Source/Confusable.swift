/// Letters of other scripts that look like Latin ones.
enum Confusable {
  /// The Latin letter for which a reader would take each of these.
  static let latin: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs: [(looks: String, latin: String)] = [
      ("аеорсухіјѕԁһԛԝ", "aeopcyxijsdhqw"),  // Cyrillic, small
      ("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS"),  // Cyrillic, capital
      ("οανικρυ", "oavikpu"),  // Greek, small
      ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),  // Greek, capital
    ]
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (looks, latin) in pairs {
      for (look, letter) in zip(looks.unicodeScalars, latin.unicodeScalars) { table[look] = letter }
    }
    // The full-width forms follow ASCII's order.
    for code: UInt32 in 0x21...0x7E {
      guard let wide = Unicode.Scalar(code + 0xFEE0), let narrow = Unicode.Scalar(code) else {
        continue
      }
      table[wide] = narrow
    }
    return table
  }()

  /// The first character of a name that is invisible or only looks like a Latin letter.
  ///
  /// A name wholly in another script is left alone: nobody takes it for a Latin one.
  static func deceptive(in name: String) -> Unicode.Scalar? {
    let scalars = name.unicodeScalars
    if let hidden = scalars.first(where: { DisplayText.isHidden($0) || isOddSpace($0) }) {
      return hidden
    }
    guard scalars.contains(where: { $0.isASCII && $0.properties.isAlphabetic }) else { return nil }
    return scalars.first { latin[$0] != nil }
  }

  /// Whether a character is a space other than the space bar's.
  static func isOddSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar != " " && scalar.properties.generalCategory == .spaceSeparator
  }
}
