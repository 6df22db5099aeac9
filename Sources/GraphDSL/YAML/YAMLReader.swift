/// Reads YAML 1.2 into nodes that know their places.
///
/// Tags other than the core schema's, merge keys, several documents and repeated keys are
/// refused; depth, size and what aliases expand to are bounded.
public enum YAMLReader {
  /// The deepest nesting of lists and mappings.
  public static let deepestNesting = 100
  /// The most values in a file, each alias counted as what it stands for.
  public static let mostNodes = 100_000

  /// Reads a model file, whose top must be a mapping.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - index: Its index in the ``SourceSet``, for the spans.
  ///   - diagnostics: Receives every problem found.
  /// - Returns: The mapping without the entries that could not be kept, or nil when nothing of it
  ///   can be relied on.
  public static func read(
    _ file: SourceFile, index: Int, into diagnostics: inout Diagnostics
  ) -> YAMLNode? {
    if let problem = EncodingCheck.problem(in: file, index: index) {
      diagnostics.report(problem)
      return nil
    }
    guard let node = read(file, index: index, from: file.textStart, into: &diagnostics) else {
      return nil
    }
    guard case .mapping = node.content else {
      let isEmpty = node.isNull && node.span.bytes.isEmpty
      diagnostics.error(
        isEmpty ? "the file is empty" : "a model file is a mapping of keys, found \(node.kind)",
        at: node.span, hint: isEmpty ? "start with `graphrun: 1`" : nil, code: "not-a-mapping")
      return nil
    }
    return node
  }

  /// Reads one document of any kind that begins at byte `start` of a checked file.
  static func read(
    _ file: SourceFile, index: Int, from start: Int, into diagnostics: inout Diagnostics
  ) -> YAMLNode? {
    var composer = YAMLComposer(file: file, index: index, from: start)
    defer { composer.diagnostics.all.forEach { diagnostics.report($0) } }
    do {
      return try composer.document()
    } catch {
      composer.diagnostics.report(error)
      return nil
    }
  }
}
