/// Reads a mapping key by key; whatever was never asked for is reported as unknown.
public struct MappingReader {
  /// What the mapping is in messages, such as `train.optimizer`.
  public let name: String
  /// The mapping itself.
  public let node: YAMLNode
  /// Where a missing key is reported.
  private let place: SourceSpan
  private let entries: [YAMLEntry]
  private var asked: [String] = []
  private var missing: [String] = []

  /// A reader of `node`, or nil after reporting that it is no mapping.
  ///
  /// - Parameters:
  ///   - node: What should be a mapping.
  ///   - name: What it is called in messages.
  ///   - place: Where a missing key is reported: the mapping's own key; by default the mapping.
  ///   - diagnostics: Receives the problem.
  public init?(
    _ node: YAMLNode, _ name: String, at place: SourceSpan? = nil,
    into diagnostics: inout Diagnostics
  ) {
    guard case .mapping(let entries) = node.content else {
      let isEmpty = node.span.bytes.isEmpty
      let isListOfNames =
        if case .sequence(let elements) = node.content {
          elements.contains { $0.entries?.count == 1 }
        } else {
          false
        }
      diagnostics.error(
        "`\(name)`: expected a mapping, found \(node.kind)",
        at: isEmpty ? place ?? node.span : node.span,
        hint: isListOfNames ? "write `name: …` in each line, without `-`" : nil, code: "type")
      return nil
    }
    self.name = name
    self.node = node
    self.place = place ?? node.span
    self.entries = entries
  }

  /// Declares keys as known without reading them.
  public mutating func allow(_ keys: [String]) { asked += keys }

  /// The entry of a key, or nil when it is not written.
  public mutating func entry(_ key: String) -> YAMLEntry? {
    asked.append(key)
    return entries.first { $0.key.value == key }
  }

  /// The value of a key, or nil when it is not written.
  public mutating func optional(_ key: String) -> YAMLNode? { entry(key)?.value }

  /// The value of a key that must be written; without it ``finish(into:)`` reports so.
  public mutating func required(_ key: String) -> YAMLNode? {
    let value = entry(key)?.value
    if value == nil { missing.append(key) }
    return value
  }

  /// The whole number of a key; nil when it is not written or after a report.
  public mutating func int(_ key: String, into diagnostics: inout Diagnostics) -> Located<Int>? {
    guard let value = optional(key) else { return nil }
    return ScalarReader.int(value, key, into: &diagnostics).map { Located($0, value.span) }
  }

  /// The number of a key; nil when it is not written or after a report.
  public mutating func float(
    _ key: String, into diagnostics: inout Diagnostics
  ) -> Located<Double>? {
    guard let value = optional(key) else { return nil }
    return ScalarReader.float(value, key, into: &diagnostics).map { Located($0, value.span) }
  }

  /// The truth value of a key; nil when it is not written or after a report.
  public mutating func bool(_ key: String, into diagnostics: inout Diagnostics) -> Located<Bool>? {
    guard let value = optional(key) else { return nil }
    return ScalarReader.bool(value, key, into: &diagnostics).map { Located($0, value.span) }
  }

  /// The text of a key; nil when it is not written or after a report.
  public mutating func string(
    _ key: String, into diagnostics: inout Diagnostics
  ) -> Located<String>? {
    guard let value = optional(key) else { return nil }
    return ScalarReader.string(value, key, into: &diagnostics).map { Located($0, value.span) }
  }

  /// The mapping of a key; nil when it is not written or after a report.
  public mutating func mapping(
    _ key: String, into diagnostics: inout Diagnostics
  ) -> MappingReader? {
    guard let entry = entry(key) else { return nil }
    return MappingReader(
      entry.value, "\(name).\(key)", at: entry.key.span, into: &diagnostics)
  }

  /// The elements of a key's list; nil when it is not written or after a report.
  public mutating func list(_ key: String, into diagnostics: inout Diagnostics) -> [YAMLNode]? {
    guard let value = optional(key) else { return nil }
    if let elements = value.elements { return elements }
    diagnostics.error(
      "`\(key)`: expected a list, found \(value.kind)", at: value.span,
      hint: value.scalar == nil || value.isNull ? nil : "put brackets around it", code: "type")
    return nil
  }

  /// The entries that nobody asked for.
  public var remaining: [YAMLEntry] {
    let known = Set(asked)
    return entries.filter { !known.contains($0.key.value) }
  }

  /// Reports every key that nobody asked for, with the nearest of those that were, and every key
  /// that must be written and is not, not even misspelt.
  public func finish(into diagnostics: inout Diagnostics) {
    var missing = missing
    for entry in remaining {
      let key = DisplayText.escaped(entry.key.value)
      let meant = NearestName.of(entry.key.value, in: missing)
      missing.removeAll { $0 == meant }
      diagnostics.error(
        "unknown key `\(key)` in `\(name)`", at: entry.key.span,
        hint: meant.map { "did you mean `\($0)`?" }
          ?? NearestName.hint(entry.key.value, in: asked) ?? known, code: "unknown-key")
    }
    for key in missing {
      diagnostics.error("`\(name)` has no `\(key)`", at: place, code: "missing-key")
    }
  }

  private var known: String? {
    asked.isEmpty ? nil : "known are \(asked.map { "`\($0)`" }.joined(separator: ", "))"
  }
}
