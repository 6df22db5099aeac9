import Runtime

/// What a loss makes of the losses of single elements.
enum LossReduction: String, AttributeChoice {
  /// Their mean; 0 of none.
  case mean
  /// Their sum.
  case sum
  /// Each on its own.
  case none

  static let attribute = Attribute<LossReduction>(
    "reduction", "Whether the losses are averaged over all examples and steps, added or kept.",
    default: LossReduction.mean)

  /// The type of the result when `dims` are the axes of the single losses.
  func resultType(_ dims: [Dim]) -> TensorType { TensorType(self == .none ? dims : []) }
}
