import Kernels
import Runtime

/// What the ops that reduce windows of steps have in common: attributes, shape rule and the walk
/// over the windows.
///
/// A window covers an example's own steps alone: what lies beyond its ends is never counted, so no
/// padding can leak.
struct PoolWindow: Sendable {
  static let window = Attribute<Int>("window", "Steps that a window spans.", least: 1, most: 1e6)
  static let stride = Attribute<Int>(
    "stride", "Steps between two windows; the window's own if left out.", optional: true, least: 1,
    most: 1e6)
  static let padding = Attribute<Conv1D.Padding>(
    "padding", "How far windows reach beyond the ends of a sequence, where nothing is counted.",
    default: .same)

  private let window: Window

  init(_ attributes: AttributeReader) throws(OpError) {
    let taps = try attributes[Self.window]
    window = Window(
      taps: taps, padding: try attributes[Self.padding],
      stride: try attributes.optional(Self.stride) ?? taps, dilation: 1, groups: 1, isMasked: true)
  }

  static func schema(
    _ name: String, _ summary: String, elsewhere: [String] = [], formula: String
  ) -> OpSchema {
    OpSchema(
      name, summary, elsewhere: elsewhere, formula: formula, group: .sequence,
      inputs: [Operand("x", "batch time ...", "the sequences")],
      result: Operand("y", "batch windows ...", "one step for each window"),
      attributes: [window, stride, padding])
  }

  /// Which steps of the input a window covers.
  var receptiveField: ReceptiveField { window.receptiveField }

  /// Binds the axis of the windows.
  func derive(_ axes: inout AxisBinding) throws(OpError) {
    axes["windows"] = try window.resultDim(axes["time"])
  }

  /// One operation for each element that a window covers.
  func flops(windows: TensorView) -> Double { Double(windows.count) * Double(window.taps) }

  /// Calls `body` for every window with its row in `y` and the rows of `x` that it covers, at least
  /// one; examples may run at once.
  ///
  /// - Parameters:
  ///   - x: The value that the windows slide along.
  ///   - y: A value with a step for each window.
  ///   - body: Called with each window.
  @inline(__always)
  func forEachWindow(
    of x: TensorView, in y: TensorView, _ body: (_ row: Int, _ covered: Range<Int>) -> Void
  ) {
    let (from, to) = (x.steps, y.steps)
    forEachExample(from.batch, elements: x.count) { example in
      let (first, length) = (from.start(example), from.length(example))
      let left = window.left(length)
      for index in 0..<to.length(example) {
        let start = index * window.stride - left
        let covered = max(0, start)..<min(length, start + window.taps)
        body(to.start(example) + index, first + covered.lowerBound..<first + covered.upperBound)
      }
    }
  }
}

/// Runs `body` for each example, on all threads when there is much to do; the examples must not
/// share what they write.
@inline(__always)
func forEachExample(_ batch: Int, elements: Int, _ body: (Int) -> Void) {
  guard batch > 1, elements > KernelCall.blockCount else {
    for example in 0..<batch { body(example) }
    return
  }
  WorkerPool.shared.run(count: batch, body)
}
