/// Takes a block scalar apart into its header and its lines without their indentation.
enum BlockScalarText {
  /// Reads the text from `|` or `>` on; `outer` is the column of the collection around it.
  static func read(_ text: String, outer: Int) -> FormatNode.BlockScalar {
    var lines = YAMLLines.split(text)
    let head = lines.removeFirst()
    let parts = head.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let indicators = parts[0].filter { !" \t".contains($0) }
    let digit = indicators.compactMap(\.wholeNumberValue).first
    let comment = parts.count > 1 ? FormatComment.trimmed("#" + parts[1]) : nil
    let indent = digit.map { outer + $0 } ?? detected(lines)
    var content = lines.map { line in
      String(line.dropFirst(min(indent, line.prefix { $0 == " " }.count)))
    }
    // The text ends with its last line break; further empty lines count with `+` alone.
    if content.last == "" { content.removeLast() }
    if !indicators.contains("+") {
      while content.last == "" { content.removeLast() }
    }
    let header = indicators.map { $0.isWholeNumber ? "2" : String($0) }.joined()
    return FormatNode.BlockScalar(header: header, comment: comment, lines: content)
  }

  /// The indentation of the first line with text, or of longer lines of spaces before it.
  private static func detected(_ lines: [String]) -> Int {
    var indent = 0
    for line in lines {
      let spaces = line.prefix { $0 == " " }.count
      indent = max(indent, spaces)
      if spaces < line.count { return indent }
    }
    return indent
  }
}
