/// The words for what is wrong with a line; the parser itself only finds it.
extension NDJSONParser {
  static let blankLine = DrawingError(.blankLine, "the line is blank")

  static func breaksLines(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Notes that a key was seen, and refuses it the second time.
  static func claim(
    _ seen: inout Bool, _ key: String, _ scanner: LineScanner, at place: Int
  ) throws(DrawingError) {
    guard !seen else {
      throw scanner.problem("the key `\(key)` comes twice", .duplicateKey, at: place)
    }
    seen = true
  }

  /// What to say of a line that starts with anything but `{`.
  static func notObject(_ scanner: LineScanner) -> DrawingError {
    var probe = scanner
    do throws(DrawingError) {
      try probe.skipValue()
      probe.skipWhitespace()
    } catch {
      return error
    }
    guard probe.position == probe.end else {
      return probe.problem("\(probe.found) after the end of a JSON value")
    }
    return scanner.problem("the line is JSON but not an object", .notObject)
  }

  /// What to say of a value of the wrong kind: that it is, or that it is no JSON at all.
  static func unusable(
    _ scanner: LineScanner, _ name: String, _ expected: String, _ reason: DrawingError.Reason
  ) throws(DrawingError) -> DrawingError {
    var probe = scanner
    try probe.skipValue()
    return scanner.problem("`\(name)` is \(scanner.found); expected \(expected)", reason)
  }

  /// What to say of a line without `key`, with the keys it has instead.
  static func missing(
    _ key: String, _ reason: DrawingError.Reason, _ option: String, _ object: LineScanner
  ) -> DrawingError {
    let present = (try? topLevelKeys(object)) ?? []
    let listed = present.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    let hint =
      present.isEmpty
      ? nil : "the line has \(listed); `\(option):` of the data's format names the one to read"
    return DrawingError(reason, "the line has no `\(key)`", hint: hint)
  }

  /// The keys of an object that is known to be valid.
  private static func topLevelKeys(_ object: LineScanner) throws(DrawingError) -> [String] {
    var scanner = object
    var keys: [String] = []
    guard scanner.take(Byte.openBrace), !scanner.take(Byte.closeBrace) else { return keys }
    repeat {
      keys.append(try scanner.text(of: scanner.scanKey()))
      try scanner.skipValue()
    } while try scanner.hasNext(before: Byte.closeBrace)
    return keys
  }
}
