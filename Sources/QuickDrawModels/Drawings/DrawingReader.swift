import Foundation

/// Reads the drawings of one ndjson file in order, in bounded memory.
///
/// A line that gives no drawing is left out and counted in `skips`; with `strict` it is thrown.
public final class DrawingReader {
  /// How to read.
  public struct Options: Sendable, Equatable {
    /// The names of what is read.
    public var keys: DrawingKeys
    /// Whether a line without a word is refused.
    public var requireWord: Bool
    /// Whether the first bad line ends the reading.
    public var strict: Bool
    /// The longest line in bytes; the longest of Quick, Draw!'s raw files stay far below.
    public var maximumLineLength: Int

    /// The ways to read that suit Quick, Draw!'s files.
    public init(
      keys: DrawingKeys = DrawingKeys(), requireWord: Bool = true, strict: Bool = false,
      maximumLineLength: Int = 16 << 20
    ) {
      self.keys = keys
      self.requireWord = requireWord
      self.strict = strict
      self.maximumLineLength = maximumLineLength
    }
  }

  /// Where a drawing stands in its file.
  public struct Place: Sendable, Equatable {
    /// The line, counted from 1.
    public let line: Int
    /// The byte with which the line starts, counted from 0.
    public let offset: Int
    /// The length of the line in bytes, without its line break.
    public let length: Int
  }

  /// The file, as the user named it.
  public let path: String
  /// What was kept and left out so far.
  public private(set) var skips = SkipReport()
  /// Where the latest drawing came from.
  public private(set) var place = Place(line: 0, offset: 0, length: 0)

  /// Called for each line that is left out.
  public var skipped: ((DrawingError) -> Void)?

  private let options: Options
  private let lines: LineReader
  private var parser: NDJSONParser

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - options: how to read it.
  /// - Throws: that the file cannot be read, or is of another kind altogether.
  public convenience init(path: String, options: Options = Options()) throws(DrawingError) {
    try self.init(LineReader(path: path, maximumLength: options.maximumLineLength), options)
  }

  /// Reads standard input, which messages call `<stdin>`.
  ///
  /// - Throws: that it cannot be read, or holds something else altogether.
  public static func standardInput(_ options: Options) throws(DrawingError) -> DrawingReader {
    let descriptor = dup(STDIN_FILENO)
    return try DrawingReader(
      LineReader(descriptor, name: "<stdin>", maximumLength: options.maximumLineLength), options)
  }

  private init(_ lines: LineReader, _ options: Options) throws(DrawingError) {
    path = lines.path
    self.options = options
    self.lines = lines
    parser = NDJSONParser(keys: options.keys, requireWord: options.requireWord)
    if let kind = Self.foreignKind(lines.prefix) {
      throw DrawingError(
        .unreadable, "the file is \(kind.name), not lines of JSON", file: path, hint: kind.hint)
    }
  }

  /// The next drawing; nil behind the last.
  ///
  /// - Returns: the drawing.
  /// - Throws: a failure of the disk, or with `strict` the first bad line.
  public func next() throws(DrawingError) -> Drawing? {
    var drawing = Drawing()
    return try next(into: &drawing) ? drawing : nil
  }

  /// Reads the next drawing into memory that is there already.
  ///
  /// - Parameter drawing: what was in it is replaced.
  /// - Returns: false behind the last drawing.
  /// - Throws: a failure of the disk, or with `strict` the first bad line.
  public func next(into drawing: inout Drawing) throws(DrawingError) -> Bool {
    while let line = try lines.next() {
      do throws(DrawingError) {
        guard !line.isTooLong else { throw tooLong }
        try parser.parse(line.bytes, into: &drawing)
      } catch {
        let placed = error.placed(file: path, line: line.number, offset: line.offset)
        if options.strict { throw placed }
        skips.add(placed)
        skipped?(placed)
        continue
      }
      skips.kept += 1
      place = Place(line: line.number, offset: line.offset, length: line.bytes.count)
      return true
    }
    return false
  }

  private var tooLong: DrawingError {
    DrawingError(.lineTooLong, "the line is longer than \(options.maximumLineLength) bytes")
  }

  /// The kind of a file that its first bytes give away as no text in UTF-8.
  private static func foreignKind(
    _ prefix: UnsafeRawBufferPointer
  ) -> (name: String, hint: String)? {
    if prefix.starts(with: [0x1F, 0x8B]) { return ("packed with gzip", "unpack it with gunzip") }
    if prefix.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return ("a zip archive (or NumPy's npz)", "unpack it, or download the ndjson files")
    }
    if prefix.starts(with: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) {
      return ("a NumPy array", "download the ndjson files; arrays of pixels hold no strokes")
    }
    if prefix.starts(with: [0xFF, 0xFE]) || prefix.starts(with: [0xFE, 0xFF]) {
      return ("text in UTF-16", "save it as UTF-8")
    }
    return nil
  }
}
