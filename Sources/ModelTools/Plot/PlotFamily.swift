import Runtime

/// What kind of work a node does, as its colour tells.
///
/// It follows from what the op declares and makes, so a new op needs no word here.
enum PlotFamily: String, CaseIterable, Sendable {
  /// What a batch brings.
  case input
  /// Looks at neighbouring steps: convolutions, poolings that keep the sequence.
  case window
  /// Looks at whole sequences and keeps them: recurrence, attention.
  case sequence
  /// Makes one value of a whole sequence.
  case reduction
  /// Has parameters, and treats every step alike.
  case learned
  /// Everything else: arithmetic, activations, dropout.
  case pointwise
  /// A single number, such as the loss.
  case number

  /// What the legend calls it.
  var title: String {
    switch self {
    case .input: "input"
    case .window: "neighbouring steps"
    case .sequence: "whole sequences"
    case .reduction: "reduction of a sequence"
    case .learned: "learned, step by step"
    case .pointwise: "no parameters"
    case .number: "one number"
    }
  }

  /// The family of a node.
  ///
  /// - Parameters:
  ///   - ops: What runs under the node's name, with the types that each reads.
  ///   - result: What the node makes.
  ///   - parameters: How many trained elements belong to it.
  init(_ ops: [(op: any Op, inputs: [TensorType])], result: TensorType, parameters: Int) {
    let fields = ops.flatMap { call in
      zip(call.inputs, call.op.receptiveFields(ofInputs: call.inputs))
        .filter { $0.0.isRagged }.map(\.1)
    }
    let readsSequence = ops.contains { $0.inputs.contains { $0.isRagged } }
    if result.rank == 0 {
      self = .number
    } else if readsSequence, !result.isRagged {
      self = .reduction
    } else if fields.contains(where: { $0.steps.isInfinite }) {
      self = .sequence
    } else if fields.contains(where: { $0.steps > 1 || $0.stride != 1 }) {
      self = .window
    } else {
      self = parameters > 0 ? .learned : .pointwise
    }
  }
}
