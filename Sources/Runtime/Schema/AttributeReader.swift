/// The attributes that one call gives, read by typed key.
///
/// `GraphDSL` has checked names and types before; an op built in Swift is checked here.
public struct AttributeReader: Sendable, ExpressibleByDictionaryLiteral {
  /// What is given, without defaults.
  public let values: [String: AttributeValue]

  /// Attributes by name.
  public init(_ values: [String: AttributeValue]) { self.values = values }

  public init(dictionaryLiteral pairs: (String, AttributeValue)...) {
    values = Dictionary(uniqueKeysWithValues: pairs)
  }

  /// The value of an attribute that is given or has a default.
  ///
  /// - Throws: ``OpError`` that blames the attribute when it is missing, mistyped or out of bounds.
  public subscript<Setting>(key: Attribute<Setting>) -> Setting {
    get throws(OpError) {
      if let value = try optional(key) { return value }
      throw OpError(.call, "`\(key.name)` is missing", hint: key.summary)
    }
  }

  /// The value of an attribute, its default, or nil.
  ///
  /// - Throws: ``OpError`` that blames the attribute when it is mistyped or out of bounds.
  public func optional<Setting>(_ key: Attribute<Setting>) throws(OpError) -> Setting? {
    guard let value = values[key.name] else { return key.defaultValue }
    if let complaint = key.complaint(about: value) {
      throw OpError(.attribute(key.name), complaint)
    }
    return Setting(attribute: value)
  }
}
