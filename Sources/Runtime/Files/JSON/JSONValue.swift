/// A JSON document, with the order of its members kept.
public enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// A number written without a point or exponent that fits.
  case integer(Int)
  /// Every other number.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// Reads exactly one value from strict JSON (RFC 8259).
  ///
  /// Stricter than most readers: no byte order mark, no duplicate names, no `NaN`, nothing after
  /// the value, at most 64 levels.
  ///
  /// - Throws: ``JSONError`` with the offset of the first byte that is wrong.
  public init(parsing text: [UInt8]) throws(JSONError) {
    var scanner = JSONScanner(text)
    self = try scanner.document()
  }
}

extension JSONValue {
  /// The string, or nil for any other kind.
  public var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The integer, or nil for any other kind, a number written with a point among them.
  public var integer: Int? { if case .integer(let value) = self { value } else { nil } }

  /// The bool, or nil for any other kind.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The elements, or nil for any other kind.
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

  /// The members, or nil for any other kind.
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// Any number as a double, or nil for any other kind.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The member called `name`, or nil when there is none or this is no object.
  public subscript(name: String) -> JSONValue? { object?[name] }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral values: JSONValue...) { self = .array(values) }
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(JSONObject(members.map { JSONObject.Member(name: $0.0, value: $0.1) }))
  }
}
