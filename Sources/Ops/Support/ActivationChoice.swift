import Runtime

/// The activations that an op such as `dense` can apply to its own result.
public enum ActivationChoice: String, AttributeChoice {
  case linear, relu, elu, gelu, silu, tanh, sigmoid, softplus, softmax
  case leakyReLU = "leaky_relu"

  /// Appends the activation with its defaults, or nothing for `linear`.
  func build(_ value: Value, in builder: inout GraphBuilder) throws(OpError) -> Value {
    guard self != .linear else { return value }
    guard let op = catalog.first(where: { $0.schema.name == rawValue }) else {
      preconditionFailure("the catalog has no `\(rawValue)`")
    }
    return try op.init([:]).build([value], in: &builder)
  }
}
