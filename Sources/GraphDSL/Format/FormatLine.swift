/// A line of formatted text.
struct FormatLine {
  /// The spaces in front.
  var indent: Int
  /// What stands there; empty for an empty line.
  var text: String
  /// The comment behind the text.
  var comment: String?
  /// Whether the text is a comment itself.
  var isComment = false

  init(_ indent: Int, _ text: String, isComment: Bool = false) {
    self.indent = indent
    self.text = text
    self.isComment = isComment
  }

  /// The columns up to the end of the text.
  var width: Int { indent + text.count }
}

extension [FormatLine] {
  /// The column in which comments stand where the text leaves room.
  private static var column: Int { 35 }
  /// The last column to which a longer line moves the comments of its neighbours.
  private static var lastColumn: Int { 60 }

  /// The text.
  ///
  /// Comments of neighbouring lines stand in one column; a long line has its own two spaces
  /// behind it.
  var joined: String {
    var text = ""
    var start = startIndex
    while start < endIndex {
      var end = start
      var column = Self.column
      while end < endIndex, self[end].comment != nil {
        if self[end].width + 2 <= Self.lastColumn {
          column = Swift.max(column, self[end].width + 2)
        }
        end += 1
      }
      for line in self[start..<Swift.max(end, start + 1)] {
        if !line.text.isEmpty { text += String(repeating: " ", count: line.indent) + line.text }
        if let comment = line.comment {
          text += String(repeating: " ", count: Swift.max(2, column - line.width)) + comment
        }
        text += "\n"
      }
      start = Swift.max(end, start + 1)
    }
    return text
  }
}
