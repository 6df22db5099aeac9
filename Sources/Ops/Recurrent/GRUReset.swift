import Kernels
import Runtime

/// The two conventions of where a GRU resets its state.
enum GRUReset {
  static let after = Attribute<Bool>(
    "reset_after",
    "Whether the state is reset after its product with the weights (PyTorch, Keras, cuDNN) or before.",
    default: true)

  static func cell(_ attributes: AttributeReader) throws(OpError) -> CellKind {
    try attributes[after] ? .gru : .resetFirstGRU
  }
}
