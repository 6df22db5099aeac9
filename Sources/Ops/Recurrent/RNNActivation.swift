import Kernels
import Runtime

/// The activations of a simple recurrent network.
enum RNNActivation: String, AttributeChoice {
  case tanh, relu

  static let attribute = Attribute<RNNActivation>(
    "activation", "Applied to the sums.", default: .tanh)

  static func cell(_ attributes: AttributeReader) throws(OpError) -> CellKind {
    try attributes[attribute] == .tanh ? .tanh : .relu
  }
}
