/// Prints values in the canonical layout, each comment where it belongs.
///
/// Comments are printed in the order of the file: those on lines of their own in the column of what
/// they stand in, those behind a value behind it.
struct FormatPrinter {
  /// The widest line that brackets may make.
  static let width = 120

  /// An entry of a mapping or a list while it is printed.
  struct Entry {
    /// A key with its colon, or a dash.
    let lead: String
    /// The spaces behind it.
    var padding = 1
    /// Where the key, or the dash, stands in the file.
    let place: Range<Int>
    let value: FormatNode
    let indent: Int
    /// Where in the file what follows begins.
    let limit: Int

    /// The entry's first line, with `text` as the value.
    func line(_ text: String) -> FormatLine {
      let spaces = text.isEmpty ? "" : String(repeating: " ", count: padding)
      return FormatLine(indent, lead + spaces + text)
    }
  }

  let source: FormatSource
  /// The first comment that is not printed yet.
  private var next = 0
  private(set) var lines: [FormatLine] = []
  /// The end of what was printed last; nil where no empty line may follow.
  private var end: Int?

  init(_ source: FormatSource) { self.source = source }

  /// Prints the whole document.
  mutating func lay(out document: FormatNode, directives: [String]) {
    let start = document.bytes.lowerBound
    if !directives.isEmpty {
      printComments(before: start, indent: 0)
      lines += directives.map { FormatLine(0, $0) } + [FormatLine(0, "---")]
    }
    if let text = source.oneLine(document, room: Self.width) {
      printComments(before: start, indent: 0)
      if isSeparated(before: start) { lines.append(FormatLine(0, "")) }
      finish(FormatLine(0, text), at: document.bytes.upperBound)
    } else {
      printChildren(of: document, indent: 0, limit: source.count)
    }
    printComments(before: source.count, indent: 0)
  }

  /// Prints the children of a collection in a block, and the comments that end it.
  ///
  /// - Parameters:
  ///   - node: The collection.
  ///   - indent: Its column.
  ///   - limit: Where in the file what follows it begins.
  private mutating func printChildren(of node: FormatNode, indent: Int, limit: Int) {
    switch node.content {
    case .mapping(let pairs):
      let padding = FormatAlignment(source, pairs, indent: indent).padding
      for (index, pair) in pairs.enumerated() {
        let following = index + 1 < pairs.count ? pairs[index + 1].key.bytes.lowerBound : limit
        printEntry(
          Entry(
            lead: source.key(pair.key) + ":", padding: padding[index], place: pair.key.bytes,
            value: pair.value, indent: indent, limit: following))
      }
    case .sequence(let elements):
      for (index, element) in elements.enumerated() {
        let following = index + 1 < elements.count ? elements[index + 1].lead : limit
        printEntry(
          Entry(
            lead: "-", place: element.lead..<element.lead, value: element, indent: indent,
            limit: following))
      }
    case .scalar, .block: break
    }
    if node.isFlow {
      printComments(before: node.bytes.upperBound, indent: indent)
    } else {
      while let comment = comment(before: limit), comment.column >= node.column {
        printComments(before: comment.bytes.upperBound, indent: indent)
      }
    }
  }

  private mutating func printEntry(_ entry: Entry) {
    printComments(before: entry.place.lowerBound, indent: entry.indent)
    let isSeparated = isSeparated(before: entry.place.lowerBound)
    let value = entry.value
    if let text = source.oneLine(
      value, room: Self.width - entry.indent - entry.lead.count - 1)
    {
      // Comments in empty brackets stand above them.
      let place = value.isChildless ? value.bytes.upperBound : value.bytes.lowerBound
      printHead(before: place, isSeparated, entry)
      return finish(entry.line(text), at: max(entry.place.upperBound, value.bytes.upperBound))
    }
    switch value.content {
    case .scalar(let parts):
      printHead(before: value.bytes.lowerBound, isSeparated, entry)
      printFolded(parts, entry)
    case .block(let scalar):
      printHead(before: value.bytes.lowerBound, isSeparated, entry)
      printBlock(scalar, entry)
    case .sequence(let elements) where source.isWrapped(value):
      printHead(before: value.bytes.lowerBound, isSeparated, entry)
      printWrapped(elements, entry)
    case .sequence, .mapping: printCollection(entry, isSeparated)
    }
  }

  // MARK: Values of several lines

  /// Prints a folded scalar; its lines may move, for the white space around a line break is none of
  /// its text.
  private mutating func printFolded(_ parts: [String], _ entry: Entry) {
    lines.append(entry.line(source.prefixed(parts[0], entry.value)))
    for part in parts.dropFirst().dropLast() {
      lines.append(FormatLine(entry.indent + 2, part))
    }
    finish(FormatLine(entry.indent + 2, parts.last ?? ""), at: entry.value.bytes.upperBound)
  }

  private mutating func printBlock(_ scalar: FormatNode.BlockScalar, _ entry: Entry) {
    var head = entry.line(source.prefixed(scalar.header, entry.value))
    head.comment = scalar.comment
    if scalar.comment != nil { next += 1 }
    lines.append(head)
    lines += scalar.lines.map { FormatLine(entry.indent + 2, $0) }
    // With `+` the empty lines that follow are part of the text and printed already.
    end = scalar.header.contains("+") ? nil : entry.value.bytes.upperBound
  }

  /// Fills lines with a list's short values.
  private mutating func printWrapped(_ elements: [FormatNode], _ entry: Entry) {
    var line = entry.line(source.prefixed("[", entry.value))
    for (index, element) in elements.enumerated() {
      let isFirst = index == 0
      let text = source.oneLine(element, room: .max) ?? ""
      let part = text + (index == elements.count - 1 ? "]" : ",")
      if !isFirst, line.width + 1 + part.count > Self.width {
        lines.append(line)
        line = FormatLine(entry.indent + 4, part)
      } else {
        line.text += isFirst ? part : " " + part
      }
    }
    finish(line, at: entry.value.bytes.upperBound)
  }

  /// Prints a collection as a block below its key, or beginning behind its dash.
  private mutating func printCollection(_ entry: Entry, _ isSeparated: Bool) {
    let value = entry.value
    if entry.lead == "-", value.properties.isEmpty {
      printHead(before: value.firstChild, isSeparated, entry)
      let first = lines.count
      end = nil
      printChildren(of: value, indent: entry.indent + 2, limit: entry.limit)
      // The first child stands behind the dash, and its comments above it.
      if let child = lines[first...].firstIndex(where: { !$0.isComment && !$0.text.isEmpty }) {
        lines[child].text = "- " + lines[child].text
        for index in first...child { lines[index].indent = entry.indent }
      }
    } else {
      let hasHead = value.isFlow || !value.properties.isEmpty
      let headEnd = hasHead ? value.headEnd : entry.place.upperBound
      printHead(before: headEnd, isSeparated, entry)
      lines.append(entry.line(value.properties))
      attachComment(behind: headEnd)
      end = nil
      printChildren(of: value, indent: entry.indent + 2, limit: entry.limit)
    }
    if value.isFlow { attachComment(behind: value.bytes.upperBound) }
  }

  // MARK: Comments and empty lines

  /// Prints the empty line and the comments in front of an entry's first line, those between its key
  /// and its value among them.
  private mutating func printHead(before place: Int, _ isSeparated: Bool, _ entry: Entry) {
    if isSeparated { lines.append(FormatLine(0, "")) }
    while let comment = comment(before: place) {
      lines.append(FormatLine(entry.indent, comment.text, isComment: true))
      next += 1
    }
  }

  /// Prints the comments in front of `place` on lines of their own.
  private mutating func printComments(before place: Int, indent: Int) {
    while let comment = comment(before: place) {
      if isSeparated(before: comment.bytes.lowerBound) { lines.append(FormatLine(0, "")) }
      lines.append(FormatLine(indent, comment.text, isComment: true))
      end = comment.bytes.upperBound
      next += 1
    }
  }

  /// The next comment when it stands in front of `place`.
  private func comment(before place: Int) -> FormatComment? {
    guard next < source.comments.count, source.comments[next].bytes.lowerBound < place else {
      return nil
    }
    return source.comments[next]
  }

  /// Appends a line that ends at `place` in the file, with the comment behind it.
  private mutating func finish(_ line: FormatLine, at place: Int) {
    lines.append(line)
    end = place
    attachComment(behind: place)
  }

  /// Puts the next comment behind the last line when it stands there in the file.
  private mutating func attachComment(behind place: Int) {
    guard let comment = comment(before: .max), lines[lines.count - 1].comment == nil,
      !lines[lines.count - 1].isComment, source.isTrailing(comment.bytes.lowerBound, behind: place)
    else { return }
    lines[lines.count - 1].comment = comment.text
    end = comment.bytes.upperBound
    next += 1
  }

  /// Whether an empty line stands between what was printed last and `place`.
  private func isSeparated(before place: Int) -> Bool {
    end.map { source.isSeparated($0, place) } ?? false
  }
}
