/// A parameter as it is written; its value and bounds may be expressions.
public struct ParamSpec: Sendable {
  /// The key.
  public let name: Located<String>
  /// A scalar or a list.
  public let value: YAMLNode
  /// The allowed values; nil when any is.
  public let choices: [YAMLNode]?
  /// The smallest allowed number.
  public let min: YAMLNode?
  /// The largest allowed number.
  public let max: YAMLNode?
  /// A bound that the number must lie above.
  public let above: YAMLNode?
  /// A bound that the number must lie below.
  public let below: YAMLNode?
  /// What it means.
  public let doc: Located<String>?
}
