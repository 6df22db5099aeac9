import Runtime

/// The axis of an op that makes more steps of fewer.
///
/// Without another operand the number of new steps follows from the old ones alone. That of the
/// steps before a convolution with a stride does not (halves are rounded up), so `like` may name a
/// value that has the steps to be made; the old ones must then be what that value's would shrink to.
struct GrownSteps {
  /// The largest factor by which all ops together may lengthen a sequence.
  private static let mostGrowth = 4096

  static let like = Operand(
    "like", "batch steps features", "a value whose steps the result gets", optional: true)

  /// The op, for messages.
  let op: String
  /// From old to new steps, when nothing says how many they are.
  let growth: LengthRule
  /// From new to old steps.
  let shrinkage: LengthRule

  /// The axis of the new steps.
  ///
  /// - Parameter inputs: The value that has the old steps, and the one named by `like` if there is.
  /// - Returns: The axis of the result.
  /// - Throws: ``OpError`` when the old steps are not what the new ones shrink to.
  func dim(_ inputs: [TensorType]) throws(OpError) -> Dim {
    let old = inputs[0].dims[1]
    guard inputs.count > 1 else { return try grown(old) }
    let new = inputs[1].dims[1]
    let needed: Dim? =
      switch new {
      case .fixed(let size): .fixed(shrinkage.length(from: size))
      case .ragged(let dim): .ragged(dim.applying(shrinkage))
      case .batch: nil
      }
    guard let needed, needed.hasSteps(of: old) else {
      throw OpError(
        .input(1),
        "`\(op)` makes the \(new) steps of {1} from \(needed?.description ?? "none"), but {0} has "
          + "\(old)", notes: [.init(.input(0), "{0} is \(inputs[0].shapeDescription)")],
        hint: "`like` wants what the steps of {0} were made from by the same factor or stride")
    }
    return new
  }

  private func grown(_ old: Dim) throws(OpError) -> Dim {
    switch old {
    case .fixed(let size):
      guard size <= Int(Int32.max) / growth.multiplier else { throw tooLong(old) }
      return .fixed(growth.length(from: size))
    case .ragged(let dim):
      var factor = growth.multiplier
      for rule in dim.rules where factor <= Self.mostGrowth { factor *= rule.multiplier }
      guard factor <= Self.mostGrowth else { throw tooLong(old) }
      return .ragged(dim.applying(growth))
    case .batch: throw OpError(.input(0), "{0} has no axis of steps behind its batch")
    }
  }

  private func tooLong(_ old: Dim) -> OpError {
    OpError(.call, "`\(op)` would make \(growth.multiplier) steps of each of the \(old) of {0}")
  }
}

extension Dim {
  /// Whether both have the same number of steps in every batch.
  fileprivate func hasSteps(of other: Dim) -> Bool {
    if case (.ragged(let a), .ragged(let b)) = (self, other) { return a.hasLengths(of: b) }
    return self == other
  }
}
