/// A Swift type that an attribute can have.
public protocol AttributeSetting: Sendable, Equatable {
  /// The type as the manual calls it: `int`, `float`, `bool`, `string`, `list of int`.
  static var typeName: String { get }

  /// What its values look like.
  static var form: AttributeForm { get }

  /// The literals that are allowed, for an enumeration; nil for every other type.
  static var choices: [String]? { get }

  /// Converts a value from a model file, or returns nil when it has another type.
  init?(attribute value: AttributeValue)

  /// The value as a model file would write it.
  var attributeValue: AttributeValue { get }
}

extension AttributeSetting {
  public static var choices: [String]? { nil }
}

extension Int: AttributeSetting {
  public static var typeName: String { "int" }
  public static var form: AttributeForm { .int }
  public init?(attribute value: AttributeValue) {
    switch value {
    case .int(let int): self = int
    // A parameter expression such as `$a / 2` is a float even where it is whole.
    case .float(let float):
      guard let whole = Int(exactly: float) else { return nil }
      self = whole
    default: return nil
    }
  }
  public var attributeValue: AttributeValue { .int(self) }
}

extension Double: AttributeSetting {
  public static var typeName: String { "float" }
  public static var form: AttributeForm { .float }
  public init?(attribute value: AttributeValue) {
    switch value {
    case .int(let int): self = Double(int)
    case .float(let float): self = float
    default: return nil
    }
  }
  public var attributeValue: AttributeValue { .float(self) }
}

extension Bool: AttributeSetting {
  public static var typeName: String { "bool" }
  public static var form: AttributeForm { .bool }
  public init?(attribute value: AttributeValue) {
    guard case .bool(let bool) = value else { return nil }
    self = bool
  }
  public var attributeValue: AttributeValue { .bool(self) }
}

extension String: AttributeSetting {
  public static var typeName: String { "string" }
  public static var form: AttributeForm { .string }
  public init?(attribute value: AttributeValue) {
    guard case .string(let string) = value else { return nil }
    self = string
  }
  public var attributeValue: AttributeValue { .string(self) }
}

extension Array: AttributeSetting where Element: AttributeSetting {
  public static var typeName: String { "list of \(Element.typeName)" }
  public static var form: AttributeForm { .list(Element.form) }
  public static var choices: [String]? { nil }
  public init?(attribute value: AttributeValue) {
    guard case .list(let values) = value else { return nil }
    let elements = values.compactMap(Element.init(attribute:))
    guard elements.count == values.count else { return nil }
    self = elements
  }
  public var attributeValue: AttributeValue { .list(map(\.attributeValue)) }
}

/// An enumeration whose cases a model file names by their raw values.
public protocol AttributeChoice: AttributeSetting, RawRepresentable, CaseIterable
where RawValue == String {}

extension AttributeChoice {
  public static var typeName: String { (choices ?? []).joined(separator: " | ") }
  public static var form: AttributeForm { .choice(choices ?? []) }
  public static var choices: [String]? { allCases.map(\.rawValue) }
  public init?(attribute value: AttributeValue) {
    guard case .string(let string) = value else { return nil }
    self.init(rawValue: string)
  }
  public var attributeValue: AttributeValue { .string(rawValue) }
}
