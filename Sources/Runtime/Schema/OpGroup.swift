/// What an op is for: the heading under which the manual lists it, in the manual's order.
public enum OpGroup: String, Sendable, CaseIterable {
  case linear, sequence, recurrent, attention, normalization, activation, arithmetic, reduction,
    shape, loss, metric, other

  /// The heading.
  public var title: String {
    switch self {
    case .linear: "Layers of weights"
    case .sequence: "Sequences"
    case .recurrent: "Recurrent layers"
    case .attention: "Attention"
    case .normalization: "Normalisation and regularisation"
    case .activation: "Activations"
    case .arithmetic: "Arithmetic"
    case .reduction: "Reductions"
    case .shape: "Shapes"
    case .loss: "Losses"
    case .metric: "Metrics and decisions"
    case .other: "Others"
    }
  }
}
