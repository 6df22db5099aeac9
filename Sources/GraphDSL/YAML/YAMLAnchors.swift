/// The anchors of a file, with what it costs to repeat them.
struct YAMLAnchors {
  /// A value that aliases may repeat.
  struct Anchor {
    let node: YAMLNode
    /// How many values it consists of, its own aliases expanded.
    let nodes: Int
    /// How many lists and mappings lie inside one another.
    let height: Int
    /// The bytes of its scalars.
    let textSize: Int
  }

  private var closed: [String: Anchor] = [:]
  private var opened: [String: SourceSpan] = [:]
  private var expandedText = 0

  /// Begins the value of `&name`.
  mutating func open(_ name: String, at span: SourceSpan) {
    opened[name] = span
    closed[name] = nil
  }

  /// Ends the value of `&name`, which consists of so many `nodes`.
  mutating func close(_ name: String, _ node: YAMLNode, nodes: Int) {
    opened[name] = nil
    let (height, textSize) = Self.measure(node)
    closed[name] = Anchor(node: node, nodes: nodes, height: height, textSize: textSize)
  }

  /// The value for which `*name` stands.
  ///
  /// - Throws: A problem when there is no such anchor, when the alias lies inside it, or when the
  ///   aliases repeat more text than a file may hold.
  mutating func expand(_ name: String, at span: SourceSpan) throws(Diagnostic) -> Anchor {
    if let start = opened[name] {
      throw Diagnostic(
        "`*\(name)` stands inside the value of `&\(name)`, which would never end", at: span,
        notes: [.init("`&\(name)` starts here", at: start)], code: "alias")
    }
    guard let anchor = closed[name] else {
      let known = (Array(closed.keys) + Array(opened.keys)).sorted()
      throw Diagnostic(
        "no anchor `&\(name)` stands before `*\(name)`", at: span,
        hint: NearestName.of(name, in: known).map { "did you mean `*\($0)`?" }, code: "alias")
    }
    expandedText += anchor.textSize
    guard expandedText <= SourceFile.largestSize else {
      throw Diagnostic(
        "with `*\(name)` the aliases stand for more than \(SourceFile.largestSize) bytes",
        at: span, code: "too-large")
    }
    return anchor
  }

  private static func measure(_ node: YAMLNode) -> (height: Int, textSize: Int) {
    switch node.content {
    case .scalar(let scalar): return (0, scalar.text.utf8.count)
    case .sequence(let elements): return measure(elements)
    case .mapping(let entries):
      let (height, size) = measure(entries.map(\.value))
      return (height, size + entries.reduce(0) { $0 + $1.key.value.utf8.count })
    }
  }

  private static func measure(_ children: [YAMLNode]) -> (height: Int, textSize: Int) {
    let measures = children.map { measure($0) }
    return (1 + (measures.map(\.height).max() ?? 0), measures.reduce(0) { $0 + $1.textSize })
  }
}
