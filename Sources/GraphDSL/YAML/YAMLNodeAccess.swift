extension YAMLNode {
  /// The scalar, or nil for a collection.
  public var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { return scalar }
    return nil
  }

  /// The elements of a list, or nil.
  public var elements: [YAMLNode]? {
    if case .sequence(let elements) = content { return elements }
    return nil
  }

  /// The entries of a mapping in the order of the file, or nil.
  public var entries: [YAMLEntry]? {
    if case .mapping(let entries) = content { return entries }
    return nil
  }

  /// The value of a key of a mapping, or nil.
  public subscript(key: String) -> YAMLNode? {
    entries?.first { $0.key.value == key }?.value
  }

  /// Whether nothing is written here, or `null`.
  public var isNull: Bool {
    guard let scalar else { return false }
    return CoreSchema.read(scalar) == .null
  }

  /// What the node is, as a message calls it: `a mapping`, `a list`, `nothing`, `an int`, ...
  public var kind: String {
    switch content {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar): CoreSchema.read(scalar).kind
    }
  }

  /// The place of a part of a scalar's text, counted in UTF-8 bytes of the text.
  ///
  /// The whole scalar where escapes or line breaks keep the text and the file from matching.
  public func span(ofText part: Range<Int>) -> SourceSpan {
    guard let scalar, part.lowerBound >= 0 else { return span }
    let length = scalar.text.utf8.count
    // A quoted text without escapes is as long as its place without the two quotes.
    let quotes = scalar.isQuoted ? 1 : 0
    guard part.upperBound <= length, span.bytes.count == length + 2 * quotes else { return span }
    let start = span.bytes.lowerBound + quotes
    return SourceSpan(file: span.file, start + part.lowerBound..<start + part.upperBound)
  }
}
