/// What the formatter asks of a file: its comments, and what lies between two places.
struct FormatSource {
  private let file: SourceFile
  /// The comments in the order of the file.
  let comments: [FormatComment]

  init(_ file: SourceFile, comments: [FormatComment]) {
    self.file = file
    self.comments = comments
  }

  /// The bytes of the file.
  var count: Int { file.bytes.count }

  /// The column of a byte, from 0.
  func column(of byte: Int) -> Int { file.location(of: byte).column - 1 }

  /// Whether two places stand on one line.
  func isSameLine(_ first: Int, _ second: Int) -> Bool {
    first <= second && !file.bytes[first..<second].contains(where: FormatComment.isBreak)
  }

  /// Whether an empty line lies between two places.
  func isSeparated(_ first: Int, _ second: Int) -> Bool {
    guard first < second else { return false }
    let lines = YAMLLines.split(file.text(in: first..<second))
    return lines.dropFirst().dropLast().contains { $0.allSatisfy { $0 == " " || $0 == "\t" } }
  }

  /// Whether a comment at `comment` stands behind what ends at `end`, nothing but closing brackets and
  /// a comma between them.
  func isTrailing(_ comment: Int, behind end: Int) -> Bool {
    end <= comment
      && file.bytes[end..<comment].allSatisfy { " \t,:[{]}".utf8.contains($0) }
  }

  /// Whether a comment lies in a range of bytes.
  func hasComment(in range: Range<Int>) -> Bool {
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].bytes.lowerBound < range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < comments.count && comments[low].bytes.lowerBound < range.upperBound
  }

  /// A value in one line; nil when it does not fit into `room` columns, or for other reasons needs
  /// several.
  func oneLine(_ node: FormatNode, room: Int) -> String? {
    switch node.content {
    case .scalar(let lines): return lines.count == 1 ? prefixed(lines[0], node) : nil
    case .block: return nil
    case .sequence, .mapping:
      guard node.isFlow, node.isChildless || !hasComment(in: node.bytes), let text = flow(node),
        text.count <= room
      else { return nil }
      return text
    }
  }

  /// Whether a list is too long for a line, but is nothing than short values to be filled into lines.
  func isWrapped(_ node: FormatNode) -> Bool {
    guard node.isFlow, case .sequence(let elements) = node.content, elements.count > 1,
      !hasComment(in: node.bytes)
    else { return false }
    return elements.allSatisfy { element in
      if case .scalar(let lines) = element.content { lines.count == 1 } else { false }
    }
  }

  /// The text of a value behind its anchor and tag.
  func prefixed(_ text: String, _ node: FormatNode) -> String {
    [node.properties, text].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A key's text; one over several lines is joined.
  func key(_ node: FormatNode) -> String {
    guard case .scalar(let lines) = node.content else { return "" }
    return prefixed(lines.joined(separator: " "), node)
  }

  private func flow(_ node: FormatNode) -> String? {
    let inner: String
    switch node.content {
    case .scalar(let lines): return lines.count == 1 ? prefixed(lines[0], node) : nil
    case .block: return nil
    case .sequence(let elements):
      let texts = elements.compactMap { flow($0) }
      guard texts.count == elements.count else { return nil }
      inner = "[\(texts.joined(separator: ", "))]"
    case .mapping(let pairs):
      let texts = pairs.compactMap { pair in
        pair.value.isEmpty ? key(pair.key) : flow(pair.value).map { "\(key(pair.key)): \($0)" }
      }
      guard texts.count == pairs.count else { return nil }
      inner = "{\(texts.joined(separator: ", "))}"
    }
    return prefixed(inner, node)
  }
}
