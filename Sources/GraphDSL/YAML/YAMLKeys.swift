/// The entries of one mapping while it is read; refuses keys that a model file may not have.
struct YAMLKeys {
  /// The entries that were kept.
  private(set) var entries: [YAMLEntry] = []
  /// Swift compares strings by canonical equivalence: two spellings of `é` are one key.
  private var places: [String: SourceSpan] = [:]
  private var keptLast = false

  /// Adds an entry, or reports why its key cannot be one; `event` is the key's.
  mutating func append(
    _ key: YAMLNode, _ value: YAMLNode, from event: YAMLEvent, into diagnostics: inout Diagnostics
  ) {
    keptLast = false
    if let problem = Self.problem(of: key, from: event) {
      diagnostics.report(problem)
      if key.scalar == YAMLScalar("<<") { merge(value) }
      return
    }
    guard let text = key.scalar?.text else { return }
    if let first = places[text] {
      let name = DisplayText.escaped(text)
      let isSame = entries.contains { $0.key.value.utf8.elementsEqual(text.utf8) }
      diagnostics.error(
        isSame
          ? "the key `\(name)` stands twice in one mapping"
          : "the key `\(name)` stands twice, composed of other code points",
        at: key.span, notes: [.init("the first is here", at: first)],
        hint: "remove one of them", code: "duplicate-key")
      return
    }
    places[text] = key.span
    entries.append(YAMLEntry(Located(text, key.span), value))
    keptLast = true
  }

  /// Takes over what a refused merge key asks for, so that nobody misses it as well.
  private mutating func merge(_ value: YAMLNode) {
    for entry in value.entries ?? [] where places[entry.key.value] == nil { entries.append(entry) }
  }

  /// Puts another value under the key that was added last.
  mutating func replaceLastValue(with value: YAMLNode) {
    guard keptLast, let last = entries.popLast() else { return }
    entries.append(YAMLEntry(last.key, value))
  }

  private static func problem(of key: YAMLNode, from event: YAMLEvent) -> Diagnostic? {
    if case .alias(let name) = event.kind {
      return Diagnostic("the alias `*\(name)` cannot be a key", at: key.span, code: "key")
    }
    guard let scalar = key.scalar else {
      let isTemplate = key.entries != nil && event.isFlow
      return Diagnostic(
        "a key is a string, found \(key.kind)", at: key.span,
        hint: isTemplate ? "there are no templates; write `$name`" : nil, code: "key")
    }
    let name = DisplayText.escaped(scalar.text)
    if scalar == YAMLScalar("<<") {
      return Diagnostic(
        "merge keys `<<` are not part of YAML 1.2", at: key.span,
        hint: "derive a file with `extends`, share layers with `blocks`", code: "merge-key")
    }
    if scalar.text.isEmpty {
      return Diagnostic("the key is empty", at: key.span, code: "key")
    }
    if let space = scalar.text.unicodeScalars.first, Confusable.isOddSpace(space) {
      let start = key.span.bytes.lowerBound
      return Diagnostic(
        "\(DisplayText.name(of: space)) does not indent",
        at: SourceSpan(file: key.span.file, start..<start + String(space).utf8.count),
        hint: "indent with ordinary spaces", code: "character")
    }
    if let scalar = Confusable.deceptive(in: scalar.text) {
      let looks = Confusable.latin[scalar].map { ", which only looks like `\($0)`" } ?? ""
      return Diagnostic(
        "the key `\(name)` holds \(DisplayText.name(of: scalar))\(looks)", at: key.span,
        hint: "retype it", code: "confusable-key")
    }
    let reading = CoreSchema.read(scalar)
    guard reading == .string else {
      return Diagnostic(
        "a key is a string, found \(reading.kind) `\(name)`", at: key.span,
        hint: "put quotes around it: \"\(name)\"", code: "key")
    }
    return nil
  }
}
