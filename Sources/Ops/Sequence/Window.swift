import Kernels
import Runtime

/// The geometry of a window that slides along the steps of packed sequences.
struct Window: Sendable, Hashable {
  /// The rows whose windows are gathered at once: few enough to stay in the second-level cache.
  static let blockRows = 64
  /// How many blocks are worked on at once; fixed, because the scratch memory that they need is
  /// planned before it is known how many threads there will be.
  static let lanes = 8

  let taps: Int
  let padding: Conv1D.Padding
  let stride: Int
  let dilation: Int
  let groups: Int
  let isMasked: Bool

  /// The steps from a window's first to its last tap.
  var span: Int { (taps - 1) * dilation }

  /// How far the windows of an example's own steps may read beyond its last step.
  var rightReach: Int {
    switch padding {
    case .same: stride == 1 ? span - span / 2 : span
    case .valid, .causal: 0
    }
  }

  /// Which steps of the input a step of the result reads; with `same` and a stride the half of the
  /// window that lies in front is what it is where the padding is longest.
  var receptiveField: ReceptiveField {
    let before = padding == .valid ? 0 : padding == .causal ? span : span / 2
    return ReceptiveField(
      before: Double(before), after: Double(span - before), stride: Double(stride))
  }

  /// How the number of windows follows from the number of steps.
  var rule: LengthRule {
    switch padding {
    case .same, .causal: LengthRule(offset: stride - 1, divisor: stride)
    case .valid: LengthRule(offset: stride - 1 - span, divisor: stride)
    }
  }

  /// The axis of the result's windows.
  func resultDim(_ steps: Dim) throws(OpError) -> Dim {
    switch steps {
    case .ragged(let dim):
      return .ragged(stride == 1 && rule.offset == 0 ? dim : dim.applying(rule))
    case .fixed(let size):
      guard padding != .valid || size > span else {
        throw OpError(
          .input(0), "a window spans \(span + 1) steps, but {0} has \(size)",
          hint: "use `padding: same` or a smaller window")
      }
      return .fixed(rule.length(from: size))
    case .batch: throw OpError(.input(0), "{0} has no axis of steps behind its batch")
    }
  }

  /// How many steps past an example's end are read for `result` steps past the end of the result.
  func overhang(of x: TensorType, result: Int) -> Int {
    guard !isMasked, x.tail == .arbitrary, x.isRagged else { return 0 }
    let (steps, overflow) = result.multipliedReportingOverflow(by: stride)
    // An example shorter than a window has no window of its own, but one that starts at its end.
    let reach = padding == .valid && result > 0 ? span : rightReach
    return overflow || steps > Int.max - reach ? .max : steps + reach
  }

  /// What the windows of an example's own steps take from the steps past its end.
  var tailRead: TailRead {
    guard !isMasked else { return .none }
    // The padding in front follows from the padded length modulo the stride, so that windows lie
    // differently beside a longer example; n ≡ 1 has the most of it, n ≡ 0 the least.
    let moves = padding == .same && span / 2 != max(span + 1 - stride, 0) / 2
    return moves ? .extent : rightReach > 0 ? .steps(rightReach) : .none
  }

  /// The steps of padding in front of a sequence of `steps`.
  func left(_ steps: Int) -> Int {
    switch padding {
    case .valid: 0
    case .causal: span
    case .same: max((rule.length(from: steps) - 1) * stride + span + 1 - steps, 0) / 2
    }
  }
}
