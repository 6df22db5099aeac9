import Runtime

/// One argument of a block, declared as an op declares an attribute.
public struct BlockArgument: AttributeDeclaration {
  /// The name, at its key.
  public let key: Located<String>
  /// The type and the bounds.
  private let type: any AttributeDeclaration
  /// A value under the type, such as the int 4 for the float 4.0; nil for a value of another type.
  private let reading: @Sendable (AttributeValue) -> AttributeValue?
  /// The allowed values as a file would write them; nil when any is allowed.
  public let choices: [String]?
  /// The default as written, which may be an expression of parameters and of arguments above; nil
  /// when a call must give the argument.
  public let defaultNode: YAMLNode?

  /// The types by the names that a file gives them.
  static let types: [any AttributeSetting.Type] = [
    Int.self, Double.self, Bool.self, String.self, [Int].self, [Double].self, [Bool].self,
    [String].self,
  ]

  /// What a file calls the types that an argument can have.
  public static var typeNames: [String] { types.map { $0.typeName } }

  /// An argument.
  ///
  /// - Parameters:
  ///   - key: The name.
  ///   - type: One of ``types``.
  ///   - doc: What it means.
  ///   - bounds: What its numbers must satisfy.
  ///   - choices: The allowed values; nil when any is.
  ///   - defaultNode: The value of a call that gives none.
  init(
    _ key: Located<String>, type: any AttributeSetting.Type, doc: String = "",
    bounds: AttributeBounds = AttributeBounds(), choices: [String]? = nil,
    defaultNode: YAMLNode? = nil
  ) {
    self.key = key
    self.choices = choices
    self.defaultNode = defaultNode
    self.type = Self.attribute(type, key.value, doc, bounds)
    reading = Self.reading(type)
  }

  private static func attribute<Setting: AttributeSetting>(
    _ type: Setting.Type, _ name: String, _ doc: String, _ bounds: AttributeBounds
  ) -> any AttributeDeclaration {
    Attribute<Setting>(
      name, doc, least: bounds.least, most: bounds.most, above: bounds.above, below: bounds.below)
  }

  private static func reading<Setting: AttributeSetting>(
    _ type: Setting.Type
  ) -> @Sendable (AttributeValue) -> AttributeValue? {
    { Setting(attribute: $0)?.attributeValue }
  }

  public var name: String { key.value }
  public var summary: String { type.summary }
  public var typeName: String { choices?.joined(separator: " | ") ?? type.typeName }
  public var defaultText: String? {
    defaultNode.map { String(YAMLWriter.text($0).dropLast()) }
  }
  /// The default when it is written out; nil for an expression, which each call evaluates.
  public var defaultAttribute: AttributeValue? {
    guard let defaultNode, ParameterUses.names(in: defaultNode).isEmpty,
      ParameterUses.tensors(in: defaultNode).isEmpty
    else { return nil }
    // What is wrong with it is reported where blocks are checked.
    var ignored = Diagnostics()
    let value = ValueReader(scope: ExpressionScope()).value(of: defaultNode, into: &ignored)
    return [value?.value, value?.text].compactMap { $0 }.first { complaint(about: $0) == nil }
      .map(normalized)
  }
  public var isOptional: Bool { defaultNode != nil }
  public var form: AttributeForm { choices.map(AttributeForm.choice) ?? type.form }
  public var bounds: AttributeBounds? { type.bounds }

  public func complaint(about value: AttributeValue) -> String? {
    if let complaint = type.complaint(about: value) { return complaint }
    guard let choices, !choices.contains(value.description) else { return nil }
    return "`\(name)` is one of \(choices.joined(separator: ", ")), not `\(value)`"
  }

  /// An allowed value under the argument's own type.
  func normalized(_ value: AttributeValue) -> AttributeValue { reading(value) ?? value }
}
