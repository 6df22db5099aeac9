/// A value that a model file gives to an attribute, a parameter or an expression.
public enum AttributeValue: Hashable, Sendable {
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case list([AttributeValue])

  /// The kind as a user would call it.
  public var kind: String {
    switch self {
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "string"
    case .list: "list"
    }
  }
}

extension AttributeValue: CustomStringConvertible {
  /// The value as a model file would write it.
  public var description: String {
    switch self {
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .float(let value): "\(value)"
    case .string(let value): value
    case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    }
  }
}

extension AttributeValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .float(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral values: AttributeValue...) { self = .list(values) }
}
