/// What the manual, the editor schema and the messages need to know of an attribute.
public protocol AttributeDeclaration: Sendable {
  /// The key in a model file.
  var name: String { get }
  /// One sentence.
  var summary: String { get }
  /// The type as the manual calls it.
  var typeName: String { get }
  /// The allowed literals of an enumeration.
  var choices: [String]? { get }
  /// The default as a model file would write it; nil when the attribute must be given.
  var defaultText: String? { get }
  /// The default; nil when the attribute must be given, or when it is optional.
  var defaultAttribute: AttributeValue? { get }
  /// Whether it may be left out.
  var isOptional: Bool { get }
  /// What its values look like.
  var form: AttributeForm { get }
  /// Between which numbers they must lie; nil without bounds.
  var bounds: AttributeBounds? { get }
  /// Why `value` is not allowed, or nil when it is.
  func complaint(about value: AttributeValue) -> String?
}

extension AttributeDeclaration {
  /// The bounds in words, such as `from 0, below 1`; nil without bounds.
  public var boundsText: String? { bounds?.text }
}

/// A typed key: declares an attribute once, for reading, checking and documenting it.
public struct Attribute<Setting: AttributeSetting>: AttributeDeclaration {
  public let name: String
  public let summary: String
  /// The value when the attribute is not given; nil when it must be, or when it is optional.
  public let defaultValue: Setting?
  public let isOptional: Bool
  /// Checks a value of the right type.
  public let bounds: AttributeBounds?

  /// An attribute with a default, an optional one (`optional: true`), or one that must be given.
  ///
  /// - Parameters:
  ///   - name: The key in a model file.
  ///   - summary: One sentence for the manual.
  ///   - defaultValue: The value when it is not given.
  ///   - optional: Whether it may be left out although it has no default.
  ///   - least: The smallest allowed number, itself allowed.
  ///   - most: The largest allowed number, itself allowed.
  ///   - above: A lower bound that is not allowed itself.
  ///   - below: An upper bound that is not allowed itself.
  public init(
    _ name: String, _ summary: String, default defaultValue: Setting? = nil,
    optional: Bool = false, least: Double? = nil, most: Double? = nil, above: Double? = nil,
    below: Double? = nil
  ) {
    self.name = name
    self.summary = summary
    self.defaultValue = defaultValue
    isOptional = optional || defaultValue != nil
    let bounds = AttributeBounds(least: least, most: most, above: above, below: below)
    self.bounds = bounds.text.isEmpty ? nil : bounds
  }

  public var typeName: String { Setting.typeName }
  public var choices: [String]? { Setting.choices }
  public var defaultText: String? { defaultAttribute?.description }
  public var defaultAttribute: AttributeValue? { defaultValue?.attributeValue }
  public var form: AttributeForm { Setting.form }

  public func complaint(about value: AttributeValue) -> String? {
    guard Setting(attribute: value) != nil else {
      if let choices, case .string = value {
        return "`\(name)` is one of \(choices.joined(separator: ", ")), not `\(value)`"
      }
      return "`\(name)` wants \(typeName), not `\(value)`"
    }
    guard let bounds else { return nil }
    let numbers: [AttributeValue] = if case .list(let values) = value { values } else { [value] }
    let allowed = numbers.allSatisfy { Double(attribute: $0).map(bounds.allows) ?? true }
    return allowed ? nil : "`\(name)` must be \(bounds.text), not \(value)"
  }
}
