/// The path of an edit, such as `graph.convs.conv.mask`; `do:` is left out.
struct EditPath {
  /// One name of a path.
  struct Part {
    let name: String
    let span: SourceSpan
  }

  /// The path as written.
  let text: String
  /// Its names, outermost first; a bare name is a parameter.
  let parts: [Part]
  /// Where it is written.
  let span: SourceSpan

  /// Splits `key` at its dots.
  ///
  /// - Throws: A problem when a name between two dots is missing.
  init(_ key: Located<String>) throws(Diagnostic) {
    let node = YAMLNode(.scalar(YAMLScalar(key.value)), at: key.span)
    text = DisplayText.escaped(key.value)
    span = key.span
    var parts: [Part] = []
    var start = 0
    for name in key.value.split(separator: ".", omittingEmptySubsequences: false) {
      let end = start + name.utf8.count
      parts.append(Part(name: String(name), span: node.span(ofText: start..<end)))
      start = end + 1
    }
    guard parts.allSatisfy({ !$0.name.isEmpty }) else {
      throw Diagnostic(
        "the path `\(text)` lacks a name", at: key.span,
        hint: "a path looks like graph.convs.conv.mask", code: "path")
    }
    if parts.count == 1 { parts.insert(Part(name: "params", span: key.span), at: 0) }
    self.parts = parts
  }

  /// Whether the user wrote a bare name.
  var isBare: Bool { !text.contains(".") }

  /// Whether this sets what kind of node something is.
  var namesOp: Bool { parts.last?.name == "op" }
}
