import Runtime

/// The rows of a value `[…, channels]` that statistics are taken over.
struct ChannelRows {
  private let view: TensorView
  private let isMasked: Bool
  /// How many rows count: an example's own steps, or all up to the longest example.
  let rows: Int

  /// The rows of `view`; unless `isMasked` leaves out the steps past an example's end, they must all
  /// be stored.
  init(_ view: TensorView, isMasked: Bool) {
    self.view = view
    self.isMasked = isMasked
    guard view.isRagged, isMasked else {
      rows = view.rows
      return
    }
    let perStep = view.stepSize / max(1, view.width)
    rows = (0..<view.steps.batch).reduce(0) { $0 + view.steps.length($1) } * perStep
  }

  /// Writes each channel's mean and biased variance, in two passes: the difference of the squares'
  /// mean and the mean's square would cancel.
  func moments(mean: UnsafeMutablePointer<Float>, variance: UnsafeMutablePointer<Float>) {
    let channels = view.width
    var sums = [Double](repeating: 0, count: channels)
    forEachRow(of: view, reading: view, isMasked: isMasked) { row, _ in
      for c in 0..<channels { sums[c] += Double(row[c]) }
    }
    let count = Double(max(1, rows))
    for c in 0..<channels { mean[c] = Float(sums[c] / count) }
    var squares = [Double](repeating: 0, count: channels)
    forEachRow(of: view, reading: view, isMasked: isMasked) { row, _ in
      for c in 0..<channels {
        let distance = Double(row[c]) - sums[c] / count
        squares[c] += distance * distance
      }
    }
    for c in 0..<channels { variance[c] = Float(squares[c] / count) }
  }
}

/// Calls `body` with each stored row of `value` along the last axis and the same row of `other`,
/// which stores at least as many steps of each example.
///
/// `isMasked` leaves out the steps past an example's end.
@inline(__always)
func forEachRow(
  of value: TensorView, reading other: TensorView, isMasked: Bool = false,
  _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
) {
  let width = value.width
  guard value.isRagged else {
    for row in 0..<value.rows { body(value.floats + row * width, other.floats + row * width) }
    return
  }
  let (steps, others, size) = (value.steps, other.steps, value.stepSize)
  for example in 0..<steps.batch {
    let first = value.floats + steps.start(example) * size
    let second = other.floats + others.start(example) * size
    let stored = isMasked ? steps.length(example) : steps.extent(example)
    for offset in stride(from: 0, to: stored * size, by: max(1, width)) {
      body(first + offset, second + offset)
    }
  }
}
