/// Builds what the formatter prints from libyaml's events, tokens and the bytes of the file.
struct FormatReader {
  private let file: SourceFile
  private let events: YAMLEventStream
  private let tokens: [YAMLToken]
  /// The first token that may belong to what comes next.
  private var position = 0

  /// Reads a file that ``YAMLReader`` has read without an error.
  ///
  /// - Throws: libyaml's problem.
  init(_ file: SourceFile) throws(YAMLProblem) {
    self.file = file
    tokens = try YAMLEventStream(file.bytes[file.textStart...]).tokens()
    events = YAMLEventStream(file.bytes[file.textStart...])
  }

  /// The `%` lines in front of the document.
  var directives: [String] {
    tokens.filter { $0.kind == .directive }.map { file.text(in: $0.bytes) }
  }

  /// The comments: what lies between two tokens is nothing else but white space.
  var comments: [FormatComment] {
    var comments: [FormatComment] = []
    var start = file.textStart
    for token in tokens {
      comments += FormatComment.all(in: start..<max(start, token.bytes.lowerBound), of: file)
      if token.kind == .scalar { comments += headerComments(of: token.bytes) }
      start = max(start, token.bytes.upperBound)
    }
    return comments + FormatComment.all(in: start..<file.bytes.count, of: file)
  }

  /// The comment behind `|` or `>`, which libyaml counts as part of the scalar.
  private func headerComments(of scalar: Range<Int>) -> [FormatComment] {
    let bytes = file.bytes[scalar]
    guard let first = bytes.first, first == UInt8(ascii: "|") || first == UInt8(ascii: ">") else {
      return []
    }
    let end = bytes.firstIndex(where: FormatComment.isBreak) ?? scalar.upperBound
    return FormatComment.all(in: scalar.lowerBound..<end, of: file)
  }

  /// The only document.
  ///
  /// - Throws: libyaml's problem.
  mutating func document() throws(YAMLProblem) -> FormatNode {
    _ = try events.next()
    _ = try events.next()
    return try node(try events.next(), outer: 0)
  }

  /// Reads a value; `outer` is the column of the block collection around it.
  private mutating func node(_ event: YAMLEvent, outer: Int) throws(YAMLProblem) -> FormatNode {
    let head = head(of: event)
    switch event.kind {
    case .sequenceStart:
      let column = event.isFlow ? outer : self.column(of: head.text)
      var elements: [FormatNode] = []
      while true {
        let next = try events.next()
        if case .sequenceEnd = next.kind {
          // A list may stand in the column of its key; a comment there is the key's sibling.
          let own = column == outer && !event.isFlow ? column + 1 : column
          return collection(
            .sequence(elements), event, next, head, elements.last?.bytes, column: own)
        }
        elements.append(try node(next, outer: column))
      }
    case .mappingStart:
      var pairs: [FormatNode.Pair] = []
      var column = outer
      while true {
        let next = try events.next()
        if case .mappingEnd = next.kind {
          return collection(
            .mapping(pairs), event, next, head, pairs.last?.value.bytes, column: column)
        }
        if !event.isFlow, pairs.isEmpty { column = self.column(of: next.bytes.lowerBound) }
        let key = try node(next, outer: column)
        pairs.append(.init(key: key, value: try node(try events.next(), outer: column)))
      }
    default: return scalar(event, head, outer)
    }
  }

  private func collection(
    _ content: FormatNode.Content, _ start: YAMLEvent, _ end: YAMLEvent, _ head: Head,
    _ last: Range<Int>?, column: Int
  ) -> FormatNode {
    // libyaml ends a block collection where the next token starts.
    let stop =
      start.isFlow ? end.bytes.upperBound : last?.upperBound ?? end.bytes.lowerBound
    let first = start.bytes.lowerBound
    return FormatNode(
      content: content, properties: head.properties, bytes: first..<max(first, stop),
      isFlow: start.isFlow, headEnd: start.isFlow ? start.bytes.upperBound : head.end,
      lead: head.lead,
      column: column)
  }

  private mutating func scalar(
    _ event: YAMLEvent, _ head: Head, _ outer: Int
  ) -> FormatNode {
    let start = head.text
    let bytes = start..<max(start, event.bytes.upperBound)
    let text = file.text(in: bytes)
    let content: FormatNode.Content
    var end = bytes.upperBound
    if text.hasPrefix("|") || text.hasPrefix(">") {
      content = .block(BlockScalarText.read(text, outer: outer))
      while end > start, [0x0A, 0x0D, 0x20].contains(file.bytes[end - 1]) { end -= 1 }
    } else {
      content = .scalar(Self.lines(text))
    }
    let first = event.bytes.lowerBound
    return FormatNode(
      content: content, properties: head.properties, bytes: first..<max(first, end),
      isFlow: false, headEnd: end, lead: head.lead, column: outer)
  }

  /// The lines of a folded scalar: the white space around a line's end is not part of the text.
  private static func lines(_ text: String) -> [String] {
    let lines = YAMLLines.split(text)
    guard lines.count > 1 else { return lines }
    return lines.enumerated().map { index, line in
      var line = Substring(line)
      if index > 0 { line = line.drop { $0 == " " || $0 == "\t" } }
      if index < lines.count - 1 {
        while let last = line.last, last == " " || last == "\t" { line.removeLast() }
      }
      return String(line)
    }
  }

  /// What stands in front of a value.
  private struct Head {
    /// The anchor and the tag; empty without them.
    var properties: String
    /// Where they end.
    var end: Int
    /// Where the value's own text begins.
    var text: Int
    /// Where the dash stands in front of a list's element; else where the value begins.
    var lead: Int
  }

  private mutating func head(of event: YAMLEvent) -> Head {
    let bytes = event.bytes
    while position < tokens.count, tokens[position].bytes.lowerBound < bytes.lowerBound {
      position += 1
    }
    let dash = tokens[..<position].last.flatMap { $0.kind == .blockEntry ? $0.bytes : nil }
    var head = Head(
      properties: "", end: bytes.lowerBound, text: bytes.lowerBound,
      lead: dash?.lowerBound ?? bytes.lowerBound)
    for token in tokens[position...].prefix(3) where token.bytes.lowerBound < bytes.upperBound {
      guard token.kind == .anchor || token.kind == .tag else {
        head.text = token.bytes.lowerBound
        break
      }
      head.properties += (head.properties.isEmpty ? "" : " ") + file.text(in: token.bytes)
      head.end = token.bytes.upperBound
      head.text = head.end
    }
    return head
  }

  private func column(of byte: Int) -> Int { file.location(of: byte).column - 1 }
}
