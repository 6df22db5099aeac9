/// Writes drawings as lines of Quick, Draw!'s simplified files, keys in their order.
public enum DrawingWriter {
  /// The line of a drawing, without a line break.
  ///
  /// Country and time, which a drawing does not keep, are written as unknown ("ZZ") and as the
  /// start of 2017.
  ///
  /// - Parameter drawing: its coordinates must be finite; whole ones are written as integers.
  /// - Returns: one JSON object.
  public static func ndjsonLine(_ drawing: Drawing) -> String {
    var line: [UInt8] = []
    append(drawing, to: &line)
    return String(decoding: line, as: UTF8.self)
  }

  /// Appends the line of a drawing, without a line break, in UTF-8.
  public static func append(_ drawing: Drawing, to line: inout [UInt8]) {
    line.append(Byte.openBrace)
    if let word = drawing.word {
      line.append(contentsOf: "\"word\":".utf8)
      append(quoted: word, to: &line)
      line.append(Byte.comma)
    }
    line.append(
      contentsOf: #""countrycode":"ZZ","timestamp":"2017-01-01 00:00:00.00000 UTC","#.utf8)
    line.append(contentsOf: "\"recognized\":true,".utf8)
    if let keyID = drawing.keyID {
      line.append(contentsOf: "\"key_id\":".utf8)
      append(quoted: keyID, to: &line)
      line.append(Byte.comma)
    }
    line.append(contentsOf: "\"drawing\":[".utf8)
    for index in 0..<drawing.strokeCount {
      let stroke = drawing.stroke(index)
      line.append(contentsOf: (index > 0 ? ",[" : "[").utf8)
      append(drawing.xs[stroke], to: &line)
      line.append(Byte.comma)
      append(drawing.ys[stroke], to: &line)
      line.append(Byte.closeBracket)
    }
    line.append(contentsOf: "]}".utf8)
  }

  private static func append(_ values: ArraySlice<Float>, to line: inout [UInt8]) {
    line.append(Byte.openBracket)
    for (index, value) in values.enumerated() {
      if index > 0 { line.append(Byte.comma) }
      precondition(value.isFinite, "a coordinate that is not finite")
      let text = Int32(exactly: value).map(String.init) ?? value.description
      line.append(contentsOf: text.utf8)
    }
    line.append(Byte.closeBracket)
  }

  private static func append(quoted text: String, to line: inout [UInt8]) {
    line.append(Byte.quote)
    for byte in text.utf8 {
      if byte == Byte.quote || byte == Byte.backslash {
        line.append(Byte.backslash)
        line.append(byte)
      } else if byte < 0x20 {
        let digits = String(byte, radix: 16)
        line.append(contentsOf: "\\u\(byte < 16 ? "000" : "00")\(digits)".utf8)
      } else {
        line.append(byte)
      }
    }
    line.append(Byte.quote)
  }
}
