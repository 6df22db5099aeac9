extension SourceFile {
  /// The text with some places replaced.
  ///
  /// - Parameter edits: Ranges of bytes that do not overlap, and what to put there.
  /// - Returns: The new text, without a byte order mark.
  public func replacing(_ edits: [(bytes: Range<Int>, text: String)]) -> String {
    var result = bytes
    for edit in edits.sorted(by: { $0.bytes.lowerBound > $1.bytes.lowerBound }) {
      result.replaceSubrange(edit.bytes, with: Array(edit.text.utf8))
    }
    return String(decoding: result[textStart...], as: UTF8.self)
  }
}
