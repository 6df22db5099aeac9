import Kernels
import Runtime

/// One operand or result of a formula while a thread computes its share.
struct FormulaPort {
  /// The element under the stretch's first one.
  var floats: UnsafeMutablePointer<Float>
  /// The sums of a result whose axes were repeated; nil for every other.
  var sums: UnsafeMutablePointer<Double>?
  /// How it lies under the elements, when its axes are repeated.
  var axes: RepeatedAxes?
  /// Room for a block, when its axes are repeated.
  let block: UnsafeMutablePointer<Float>
  /// Room for the last elements of a stretch, fewer than eight.
  let rest: UnsafeMutablePointer<Float>

  /// The slot for a block of elements of a stretch: the memory itself, or a copy without repetition.
  ///
  /// - Parameters:
  ///   - first: The block's first element in the stretch.
  ///   - count: Its elements.
  ///   - isResult: Whether it will be written instead of read.
  /// - Returns: The slot.
  func slot(at first: Int, count: Int, isResult: Bool) -> FormulaSlot {
    guard let axes else { return FormulaSlot(floats + first) }
    guard !isResult else { return FormulaSlot(block) }
    if axes.isSingle {
      block.update(repeating: floats[0], count: 8)
      return FormulaSlot(block, step: 0)
    }
    axes.forEachRun(from: first, count: count) { index, place, run, stride in
      if stride == 0 {
        (block + index).update(repeating: floats[place], count: run)
      } else {
        (block + index).update(from: floats + place, count: run)
      }
    }
    return FormulaSlot(block)
  }

  /// The slot for the last `count` elements of a block that begin at `skipped`: eight numbers may be
  /// read and written there.
  func restSlot(
    of slot: FormulaSlot, after skipped: Int, count: Int, isResult: Bool
  ) -> FormulaSlot {
    guard axes == nil else { return FormulaSlot(slot.step == 0 ? block : block + skipped) }
    if !isResult { rest.update(from: slot.floats + skipped, count: count) }
    return FormulaSlot(rest)
  }

  /// Adds a block's gradients to the sums of the elements that they belong to, in storage order.
  func accumulate(from first: Int, count: Int) {
    guard let axes, let sums else { return }
    axes.forEachRun(from: first, count: count) { index, place, run, stride in
      if stride == 0 {
        var sum = 0.0
        for offset in 0..<run { sum += Double(block[index + offset]) }
        sums[place] += sum
      } else {
        for offset in 0..<run { sums[place + offset] += Double(block[index + offset]) }
      }
    }
  }
}
