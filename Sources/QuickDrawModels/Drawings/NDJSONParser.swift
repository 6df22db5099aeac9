/// Reads drawings out of JSON lines, byte by byte, and checks every byte of a line.
///
/// Decisions where JSON or the data leave room: a key that is read must not come twice (readers
/// differ in which they take); a byte order mark at the start of a line is stepped over; a third
/// list in a stroke, the raw files' times, is checked and dropped; a stroke without points draws
/// nothing and is dropped; a word may hold anything but control characters and line breaks, since
/// class lists keep one word a line.
public struct NDJSONParser {
  /// The names of what is read.
  public let keys: DrawingKeys
  /// Whether a line without a word is refused; a prediction needs none.
  public let requireWord: Bool
  /// The fewest points that make a drawing.
  public let minimumPoints: Int

  private let strokesKey: [UInt8]
  private let wordKey: [UInt8]
  private let keyIDKey: [UInt8]?
  private var numbers: [Float] = []
  private var lastWord = ""
  private var lastWordBytes: [UInt8] = []

  /// A parser that looks for `keys`.
  public init(keys: DrawingKeys = DrawingKeys(), requireWord: Bool = true, minimumPoints: Int = 2) {
    self.keys = keys
    self.requireWord = requireWord
    self.minimumPoints = minimumPoints
    strokesKey = Array(keys.strokes.utf8)
    wordKey = Array(keys.word.utf8)
    keyIDKey = keys.keyID.map { Array($0.utf8) }
  }

  /// The drawing in a line without its line break.
  ///
  /// - Parameter line: the bytes of the line, in UTF-8.
  /// - Returns: the drawing.
  /// - Throws: what is wrong with the line, and at which byte.
  public mutating func parse(_ line: UnsafeRawBufferPointer) throws(DrawingError) -> Drawing {
    var drawing = Drawing()
    try parse(line, into: &drawing)
    return drawing
  }

  /// Reads the drawing in a line without its line break into memory that is there already.
  ///
  /// - Parameters:
  ///   - line: the bytes of the line, in UTF-8.
  ///   - drawing: what was in it is replaced; after an error it holds nothing of use.
  /// - Throws: what is wrong with the line, and at which byte.
  public mutating func parse(
    _ line: UnsafeRawBufferPointer, into drawing: inout Drawing
  ) throws(DrawingError) {
    drawing.removeAll()
    guard let start = line.baseAddress, !line.isEmpty else { throw Self.blankLine }
    let bytes = start.assumingMemoryBound(to: UInt8.self)
    var scanner = LineScanner(bytes, count: line.count)
    if line.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      scanner.position = 3
    }
    scanner.skipWhitespace()
    guard scanner.position < scanner.end else { throw Self.blankLine }
    guard scanner.byte == Byte.openBrace else { throw Self.notObject(scanner) }
    // No list of the line can hold more numbers than this: each takes a digit and a separator.
    let room = line.count / 2 + 1
    if numbers.count < room {
      numbers.append(contentsOf: repeatElement(0, count: room - numbers.count))
    }
    try parseObject(&scanner, into: &drawing)
  }

  private mutating func parseObject(
    _ scanner: inout LineScanner, into drawing: inout Drawing
  ) throws(DrawingError) {
    let whole = scanner
    var strokes = false
    var word = false
    var keyID = false
    if scanner.take(Byte.openBrace), !scanner.take(Byte.closeBrace) {
      repeat {
        let place = scanner.position
        let key = try scanner.scanKey()
        if try scanner.matches(key, strokesKey) {
          try Self.claim(&strokes, keys.strokes, scanner, at: place)
          try parseStrokes(&scanner, into: &drawing)
        } else if try scanner.matches(key, wordKey) {
          try Self.claim(&word, keys.word, scanner, at: place)
          drawing.word = try parseWord(&scanner)
        } else if let keyIDKey, try scanner.matches(key, keyIDKey) {
          try Self.claim(&keyID, keys.keyID ?? "", scanner, at: place)
          drawing.keyID = try parseKeyID(&scanner)
        } else {
          try scanner.skipValue()
        }
      } while try scanner.hasNext(before: Byte.closeBrace)
    }
    try checkEnd(scanner)
    guard strokes else { throw Self.missing(keys.strokes, .noStrokes, "strokes", whole) }
    guard word || !requireWord else { throw Self.missing(keys.word, .noWord, "class", whole) }
    guard drawing.pointCount >= minimumPoints else {
      let count = drawing.pointCount == 1 ? "1 point" : "\(drawing.pointCount) points"
      throw DrawingError(
        .tooFewPoints, "`\(keys.strokes)` has \(count); a drawing needs \(minimumPoints)")
    }
  }

  private func checkEnd(_ scanner: LineScanner) throws(DrawingError) {
    guard scanner.position < scanner.end else { return }
    let hint = scanner.byte == Byte.openBrace ? "put each object on a line of its own" : nil
    throw scanner.problem("\(scanner.found) after the end of the object", hint: hint)
  }

  private mutating func parseStrokes(
    _ scanner: inout LineScanner, into drawing: inout Drawing
  ) throws(DrawingError) {
    guard scanner.byte == Byte.openBracket else {
      throw try Self.unusable(scanner, keys.strokes, "a list of strokes", .noStrokes)
    }
    scanner.position += 1
    if scanner.take(Byte.closeBracket) {
      throw scanner.problem("`\(keys.strokes)` has no strokes", .noStrokes)
    }
    repeat {
      try parseStroke(&scanner, into: &drawing)
    } while try scanner.hasNext(before: Byte.closeBracket)
  }

  private mutating func parseStroke(
    _ scanner: inout LineScanner, into drawing: inout Drawing
  ) throws(DrawingError) {
    let place = scanner.position
    let number = drawing.strokeEnds.count + 1
    guard scanner.take(Byte.openBracket) else {
      throw try Self.unusable(scanner, "stroke \(number)", "a list [x, y]", .badStroke)
    }
    let xCount = try scanCoordinates(&scanner, into: &drawing.xs)
    guard scanner.take(Byte.comma) else {
      throw scanner.problem("stroke \(number) has x but no y", .badStroke)
    }
    let yCount = try scanCoordinates(&scanner, into: &drawing.ys)
    guard xCount == yCount else {
      throw scanner.problem(
        "stroke \(number) has \(xCount) x but \(yCount) y", .lengthsDiffer, at: place)
    }
    if try scanner.hasNext(before: Byte.closeBracket) {
      var times: [Float] = []
      let timeCount = try scanCoordinates(&scanner, into: &times)
      guard timeCount == xCount else {
        throw scanner.problem(
          "stroke \(number) has \(xCount) x and y but \(timeCount) times", .lengthsDiffer,
          at: place)
      }
      if try scanner.hasNext(before: Byte.closeBracket) {
        throw scanner.problem(
          "stroke \(number) has more than the three lists x, y and time", .badStroke)
      }
    }
    if xCount > 0 { drawing.strokeEnds.append(drawing.xs.count) }
  }

  /// Appends a list of coordinates and returns how many there were.
  @inline(__always)
  private mutating func scanCoordinates(
    _ scanner: inout LineScanner, into values: inout [Float]
  ) throws(DrawingError) -> Int {
    try numbers.withUnsafeMutableBufferPointer { numbers throws(DrawingError) in
      guard let base = numbers.baseAddress else { return 0 }
      let count = try scanner.scanCoordinates(into: base)
      values.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
      return count
    }
  }

  /// The word under the cursor; nil for a null or empty one that nobody requires.
  private mutating func parseWord(_ scanner: inout LineScanner) throws(DrawingError) -> String? {
    let place = scanner.position
    guard scanner.byte == Byte.quote else {
      let isNull = scanner.byte == Byte.letterN
      if isNull, !requireWord {
        try scanner.skipValue()
        return nil
      }
      throw try Self.unusable(scanner, keys.word, "a string", isNull ? .noWord : .badWord)
    }
    let raw = try scanner.scanString()
    if raw.start == raw.end {
      if !requireWord { return nil }
      throw scanner.problem("`\(keys.word)` is empty", .noWord, at: place)
    }
    // A file nearly always repeats one word, so the string is made once and shared.
    if !raw.hasEscapes, try scanner.matches(raw, lastWordBytes) { return lastWord }
    let word = try scanner.text(of: raw)
    if let control = word.unicodeScalars.first(where: Self.breaksLines) {
      let code = "U+" + String(control.value, radix: 16, uppercase: true)
      throw scanner.problem(
        "`\(keys.word)` holds the control character \(code)", .badWord, at: place)
    }
    lastWord = word
    lastWordBytes = Array(word.utf8)
    return word
  }

  private func parseKeyID(_ scanner: inout LineScanner) throws(DrawingError) -> String? {
    let place = scanner.position
    guard scanner.byte == Byte.quote else {
      // A number or null is kept as it is spelled.
      try scanner.skipValue()
      let spelled = UnsafeBufferPointer(
        start: scanner.bytes + place, count: scanner.position - place)
      return String(decoding: spelled, as: UTF8.self)
    }
    return try scanner.text(of: scanner.scanString())
  }
}
