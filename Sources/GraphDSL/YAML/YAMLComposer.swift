/// Builds nodes from libyaml's events and refuses what a model file may not hold.
struct YAMLComposer {
  /// The problems after which reading went on.
  var diagnostics = Diagnostics()

  private let file: SourceFile
  private let index: Int
  private let stream: YAMLEventStream
  private var anchors = YAMLAnchors()
  private var depth = 0
  private var nodeCount = 0
  /// Where the brackets that are still open stand.
  private var openBrackets: [Int] = []

  /// Reads `file` from byte `start`.
  init(file: SourceFile, index: Int, from start: Int) {
    self.file = file
    self.index = index
    stream = YAMLEventStream(file.bytes[start...])
  }

  /// The only document; an empty scalar when there is none.
  ///
  /// - Throws: The problem after which nothing can be read.
  mutating func document() throws(Diagnostic) -> YAMLNode {
    _ = try next()
    guard case .documentStart = try next().kind else {
      return YAMLNode(.scalar(YAMLScalar("")), at: span(0..<0))
    }
    let node = try compose(try next())
    _ = try next()
    let after = try next()
    if case .documentStart = after.kind {
      throw Diagnostic(
        "a second document starts here; a model file is one document", at: span(after.bytes),
        code: "several-documents")
    }
    return node
  }

  private mutating func next() throws(Diagnostic) -> YAMLEvent {
    do {
      return try stream.next()
    } catch {
      throw SyntaxMessage(
        problem: error, file: file, index: index, openBrackets: openBrackets
      ).diagnostic()
    }
  }

  private mutating func compose(_ event: YAMLEvent) throws(Diagnostic) -> YAMLNode {
    try count(1, at: event)
    if case .alias(let name) = event.kind { return try expand(name, event) }
    let outer = nodeCount
    if let anchor = event.anchor { anchors.open(anchor, at: span(event.bytes)) }
    var node: YAMLNode
    switch event.kind {
    case .scalar(let scalar): node = YAMLNode(.scalar(scalar), at: span(trimmed(event, scalar)))
    case .sequenceStart: node = try sequence(event)
    case .mappingStart: node = try mapping(event)
    default: preconditionFailure("libyaml gave \(event.kind) where a value starts")
    }
    if let tag = event.tag {
      node = YAMLTag.check(tag, on: node, written: tagText(event), into: &diagnostics)
    }
    if let anchor = event.anchor { anchors.close(anchor, node, nodes: nodeCount - outer + 1) }
    return node
  }

  private mutating func count(_ nodes: Int, at event: YAMLEvent) throws(Diagnostic) {
    nodeCount += nodes
    guard nodeCount > YAMLReader.mostNodes else { return }
    var message = "the file holds more than \(YAMLReader.mostNodes) values"
    if case .alias(let name) = event.kind {
      message = "with `*\(name)` the aliases stand for more than \(YAMLReader.mostNodes) values"
    }
    throw Diagnostic(message, at: span(event.bytes), code: "too-large")
  }

  private mutating func expand(
    _ name: String, _ event: YAMLEvent
  ) throws(Diagnostic) -> YAMLNode {
    let anchor = try anchors.expand(name, at: span(event.bytes))
    try count(anchor.nodes - 1, at: event)
    guard depth + anchor.height <= YAMLReader.deepestNesting else { throw tooDeep(event) }
    return anchor.node
  }

  private func tooDeep(_ event: YAMLEvent) -> Diagnostic {
    Diagnostic(
      "lists and mappings are nested more than \(YAMLReader.deepestNesting) deep",
      at: span(event.bytes), code: "too-deep")
  }

  private mutating func enter(_ event: YAMLEvent) throws(Diagnostic) {
    depth += 1
    guard depth <= YAMLReader.deepestNesting else { throw tooDeep(event) }
    if event.isFlow { openBrackets.append(event.bytes.upperBound - 1) }
  }

  private mutating func leave(_ event: YAMLEvent) {
    depth -= 1
    if event.isFlow { openBrackets.removeLast() }
  }

  private mutating func sequence(_ start: YAMLEvent) throws(Diagnostic) -> YAMLNode {
    try enter(start)
    defer { leave(start) }
    var elements: [YAMLNode] = []
    var splits = SplitExpression(file: file)
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind {
        let end = end(of: start, event, lastChild: elements.last?.span.bytes.upperBound)
        return YAMLNode(.sequence(elements), at: span(start.bytes.lowerBound..<end))
      }
      let element = try compose(event)
      guard start.isFlow else {
        elements.append(element)
        continue
      }
      switch splits.next(element, nil) {
      case .ordinary: elements.append(element)
      case .part: break
      case .whole(let whole, let problem):
        diagnostics.report(problem)
        if !elements.isEmpty { elements[elements.count - 1] = whole }
      }
    }
  }

  private mutating func mapping(_ start: YAMLEvent) throws(Diagnostic) -> YAMLNode {
    try enter(start)
    defer { leave(start) }
    var keys = YAMLKeys()
    var splits = SplitExpression(file: file)
    var last: Int?
    while true {
      let event = try next()
      if case .mappingEnd = event.kind {
        let end = end(of: start, event, lastChild: last)
        return YAMLNode(.mapping(keys.entries), at: span(start.bytes.lowerBound..<end))
      }
      let key = try compose(event)
      let value = try compose(try next())
      last = max(key.span.bytes.upperBound, value.span.bytes.upperBound)
      switch start.isFlow ? splits.next(value, key) : .ordinary {
      case .ordinary: keys.append(key, value, from: event, into: &diagnostics)
      case .part: break
      case .whole(let whole, let problem):
        diagnostics.report(problem)
        keys.replaceLastValue(with: whole)
      }
    }
  }

  /// libyaml ends a block collection where the next token starts; its last child ends before.
  private func end(of start: YAMLEvent, _ end: YAMLEvent, lastChild: Int?) -> Int {
    if start.isFlow { return end.bytes.upperBound }
    return max(start.bytes.lowerBound, lastChild ?? end.bytes.lowerBound)
  }

  /// A block scalar without the line breaks that follow it.
  private func trimmed(_ event: YAMLEvent, _ scalar: YAMLScalar) -> Range<Int> {
    guard scalar.isQuoted, let first = file.scalar(at: event.bytes.lowerBound),
      first == "|" || first == ">"
    else { return event.bytes }
    var end = event.bytes.upperBound
    while end > event.bytes.lowerBound, [0x0A, 0x0D, 0x20].contains(file.bytes[end - 1]) {
      end -= 1
    }
    return event.bytes.lowerBound..<end
  }

  /// The tag as it is written, such as `!!int`.
  private func tagText(_ event: YAMLEvent) -> String {
    let text = file.text(in: event.bytes.lowerBound..<event.bytes.lowerBound + 200)
    let words = text.split(whereSeparator: { $0.isWhitespace || "[{,".contains($0) })
    return words.prefix(2).first { $0.hasPrefix("!") }.map(String.init) ?? "tag"
  }

  private func span(_ bytes: Range<Int>) -> SourceSpan { SourceSpan(file: index, bytes) }
}
