/// An op that a model file can name.
///
/// It is a primitive (``PrimitiveOp``) that appends itself, or a composition that appends several.
public protocol CatalogOp: Sendable {
  /// Name, operands and attributes: what the manual, the checks and the hints read.
  static var schema: OpSchema { get }

  /// Reads the attributes.
  ///
  /// - Throws: ``OpError`` that blames an attribute.
  init(_ attributes: AttributeReader) throws(OpError)

  /// Appends the op's nodes and parameters and returns its result.
  ///
  /// - Throws: ``OpError`` that blames an input or attribute.
  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value

  /// Shown in the manual; run and checked by the tests.
  static var examples: [OpExample] { get }

  /// The setting under which steps past an example's end no longer count; nil when there is none.
  /// The default is `mask: true` for an op that has an attribute `mask`.
  static var paddingRemedy: PaddingRemedy? { get }

  /// What keeps the result and its slope finite, for an op that is not finite everywhere: one hint.
  static var finiteRemedy: String? { get }
}

/// An attribute and the value that keeps padding out of a node's results.
public struct PaddingRemedy: Sendable {
  /// The attribute's name.
  public let attribute: String
  /// What it is to be.
  public let value: AttributeValue

  /// A setting.
  public init(_ attribute: String, _ value: AttributeValue) {
    self.attribute = attribute
    self.value = value
  }
}

extension CatalogOp {
  public static var paddingRemedy: PaddingRemedy? {
    schema.attributes.contains { $0.name == "mask" } ? PaddingRemedy("mask", true) : nil
  }

  public static var finiteRemedy: String? { nil }
}

/// A primitive whose shape rule is its schema: one result, whose axes the inputs bind.
public protocol PrimitiveOp: CatalogOp, Op {
  /// Binds the axes of the result that no input has.
  func derive(_ axes: inout AxisBinding) throws(OpError)

  /// What the steps past an example's end hold in the result.
  func tail(_ inputs: [TensorType]) -> TensorType.Tail
}

extension PrimitiveOp {
  public var name: String { Self.schema.name }

  public func derive(_ axes: inout AxisBinding) throws(OpError) {}

  public func tail(_ inputs: [TensorType]) -> TensorType.Tail { .arbitrary }

  public func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    var axes = try AxisBinding(Self.schema, inputs: inputs)
    try derive(&axes)
    var type = TensorType(axes.dims(of: Self.schema.result), scalar: Self.schema.result.scalar)
    type.tail = type.isRagged ? tail(inputs) : .zero
    return [type]
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    try builder.append(self, inputs)[0]
  }
}
