/// A rule that moves parameters by their gradients.
///
/// Every parameter of a model lies in one flat buffer; an update is elementwise, so a caller may
/// split the buffer anywhere and update the ranges on any threads with the same bits as a result.
public protocol Optimizer: Sendable {
  /// What a user may write about it.
  static var schema: ComponentSchema { get }

  /// An optimizer with these attributes.
  ///
  /// - Throws: ``OpError`` that blames an attribute.
  init(_ attributes: AttributeReader) throws(OpError)

  /// The learning rate that a schedule multiplies.
  var learningRate: Double { get }

  /// The numbers kept for each parameter between steps, in the order of the state buffer.
  var slots: [OptimizerSlot] { get }

  /// Updates the parameters (and the state) of `range` in place.
  func update(_ range: Range<Int>, of buffers: OptimizerBuffers, at step: OptimizerStep)
}
