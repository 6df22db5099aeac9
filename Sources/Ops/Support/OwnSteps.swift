import Runtime

/// Calls `body` for stretches that cover the examples' own elements of values with the same leading
/// axes, and of no steps past an example's end.
///
/// - Parameters:
///   - values: The first decides how many elements there are; one without a ragged axis beside a
///     ragged first is taken for a single number.
///   - body: Takes the first element's index in each value and the elements in the first value.
@inline(__always)
func forEachOwnStretch(
  of values: InlineArray<3, TensorView>,
  _ body: (_ first: InlineArray<3, Int>, _ count: Int) -> Void
) {
  guard values[0].isRagged else {
    return body(InlineArray(repeating: 0), values[0].count)
  }
  let steps = values[0].steps
  for example in 0..<steps.batch {
    let first = InlineArray<3, Int> {
      values[$0].isRagged ? values[$0].steps.start(example) * values[$0].stepSize : 0
    }
    body(first, steps.length(example) * values[0].stepSize)
  }
}

extension TensorView {
  /// Sets the steps past each example's end to 0.
  func zeroTails() {
    guard isRagged else { return }
    for example in 0..<steps.batch {
      let length = steps.length(example)
      let tail = floats + (steps.start(example) + length) * stepSize
      tail.update(repeating: 0, count: (steps.extent(example) - length) * stepSize)
    }
  }
}
