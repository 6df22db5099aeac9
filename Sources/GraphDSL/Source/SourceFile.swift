/// A model file's text, with its lines found once.
public struct SourceFile: Sendable {
  /// The path as the user gave it; shown in messages.
  public let path: String
  /// The text, decoded from UTF-8.
  public let text: String
  private let bytes: [UInt8]
  private let lineStarts: [Int]

  /// A file that was read already, or a text of a test.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
    bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The line that holds byte `offset`, and the column of `offset` in characters; both start at 1.
  public func location(of offset: Int) -> (line: Int, column: Int) {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return (low + 1, characters(in: lineStarts[low]..<max(lineStarts[low], offset)) + 1)
  }

  /// The text of a line (from 1), without its line break.
  public func line(_ number: Int) -> String {
    let start = lineStarts[number - 1]
    let end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    let line = bytes[start..<max(start, end)]
    return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
  }

  /// How many characters (grapheme clusters) lie in a range of bytes.
  public func characters(in range: Range<Int>) -> Int {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self).count
  }
}

/// The files that one model is made of: the file itself, its bases and its libraries.
public struct SourceSet: Sendable {
  /// The files, in the order in which they were read; a ``SourceSpan`` holds an index into this.
  public private(set) var files: [SourceFile] = []

  /// An empty set.
  public init() {}

  /// Adds a file and returns its index.
  public mutating func add(_ file: SourceFile) -> Int {
    files.append(file)
    return files.count - 1
  }

  /// The file that a span points into.
  public func file(of span: SourceSpan) -> SourceFile { files[span.file] }
}
