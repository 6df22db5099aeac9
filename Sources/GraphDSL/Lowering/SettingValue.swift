import Runtime

/// A value that the file gives to a key, as two readings: the slot's type decides between them.
public struct SettingValue: Sendable, Hashable {
  /// What YAML's core schema and the expressions make of it.
  public let value: AttributeValue
  /// The same with every literal as its text: `017` and `true` are fine where a string is wanted.
  public let text: AttributeValue

  /// A value with one reading only.
  public init(_ value: AttributeValue) { self.init(value, text: value) }

  /// A value with both readings.
  public init(_ value: AttributeValue, text: AttributeValue) {
    self.value = value
    self.text = text
  }
}
