/// A call of an op with numbers: the manual's example and the tests' case.
public struct OpExample: Sendable {
  /// The attributes, as a model file would give them.
  public let attributes: [String: AttributeValue]
  /// The inputs; a ragged one is padded to its longest example.
  public let inputs: [Tensor]
  /// The length of each example when axis 1 of the inputs of rank 2 and more is ragged.
  public let lengths: [Int]?
  /// Parameters and states by name, such as `kernel`; all others start as declared.
  public let parameters: [String: Tensor]
  /// The result, padded with zeros; nil when the example only shows the shapes.
  public let result: Tensor?
  /// Whether the call runs in training mode.
  public let mode: GraphBuilder.Mode

  /// An example.
  public init(
    _ attributes: [String: AttributeValue] = [:], inputs: [Tensor], lengths: [Int]? = nil,
    parameters: [String: Tensor] = [:], result: Tensor? = nil,
    mode: GraphBuilder.Mode = .evaluation
  ) {
    self.attributes = attributes
    self.inputs = inputs
    self.lengths = lengths
    self.parameters = parameters
    self.result = result
    self.mode = mode
  }
}
