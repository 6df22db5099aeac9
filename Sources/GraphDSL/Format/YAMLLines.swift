/// Splits text at line breaks as YAML does.
enum YAMLLines {
  /// The lines without their breaks; one more than there are breaks.
  static func split(_ text: String) -> [String] {
    text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
