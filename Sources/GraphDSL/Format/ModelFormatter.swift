/// Gives model files one layout without changing what they mean; comments stay.
///
/// - Blocks are indented by two spaces; one empty line stays where there were some.
/// - What is in brackets stays in a line if that has at most 120 columns and no comment; else it becomes
///   a block, and a list of short values is filled into lines.
/// - Neighbouring nodes in brackets have their values in one column; other values keep one that they
///   share.
/// - Comments behind text stand in the 36th column, or further right where the text is longer.
///
/// Scalars, their quotes and the order of everything stay as they are written.
public enum ModelFormatter {
  /// The code of the problem that says the formatter itself is wrong.
  public static let ownMistake = "format"

  /// The text of `file` in canonical layout.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - index: Its index in the ``SourceSet``, for the spans.
  ///   - diagnostics: Takes what is wrong with the file's YAML.
  /// - Returns: The text, or nil after an error.
  public static func format(
    _ file: SourceFile, index: Int = 0, into diagnostics: inout Diagnostics
  ) -> String? {
    var found = Diagnostics()
    let document = YAMLReader.read(file, index: index, into: &found)
    found.all.forEach { diagnostics.report($0) }
    guard let document, !found.hasErrors else { return nil }
    do {
      var reader = try FormatReader(file)
      let comments = reader.comments
      var printer = FormatPrinter(FormatSource(file, comments: comments))
      printer.lay(out: try reader.document(), directives: reader.directives)
      let text = printer.lines.joined
      if try keeps(document, comments.map(\.text), in: text) { return text }
    } catch {
      // The reader above has read the same bytes, so this is the formatter's own mistake, as below.
    }
    diagnostics.error(
      "`\(DisplayText.escaped(file.path))` cannot be laid out anew without changing its meaning, "
        + "which is a mistake of the formatter",
      at: document.span, hint: "please report the file", code: ownMistake)
    return nil
  }

  /// Whether `text` says the same as a document, with the same comments.
  private static func keeps(
    _ document: YAMLNode, _ comments: [String], in text: String
  ) throws(YAMLProblem) -> Bool {
    let file = SourceFile(path: "formatted", text: text)
    var problems = Diagnostics()
    guard let again = YAMLReader.read(file, index: 0, into: &problems), !problems.hasErrors,
      again.saysTheSame(as: document)
    else { return false }
    return try FormatReader(file).comments.map(\.text) == comments
  }
}

extension YAMLNode {
  /// Whether two nodes have the same scalars under the same keys in the same order.
  func saysTheSame(as other: YAMLNode) -> Bool {
    switch (content, other.content) {
    case (.scalar(let left), .scalar(let right)): left == right
    case (.sequence(let left), .sequence(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.saysTheSame(as: $1) }
    case (.mapping(let left), .mapping(let right)):
      left.count == right.count
        && zip(left, right).allSatisfy {
          $0.key.value == $1.key.value && $0.value.saysTheSame(as: $1.value)
        }
    default: false
    }
  }
}
