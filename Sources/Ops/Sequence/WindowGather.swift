import Kernels
import Runtime

extension Window {
  /// The scratch memory of ``forEachBlock(rows:columns:scratch:_:)``.
  func scratchCount(columns: Int) -> Int { Self.blockRows * columns * Self.lanes }

  /// Calls `body` for every block of rows, with room for the block's windows `[rows, columns]`.
  ///
  /// Blocks run on all threads and write rows of their own, so results do not depend on how many
  /// threads there are.
  func forEachBlock(
    rows: Int, columns: Int, scratch: UnsafeMutablePointer<Float>,
    _ body: (Range<Int>, UnsafeMutablePointer<Float>) -> Void
  ) {
    let blocks = (rows + Self.blockRows - 1) / Self.blockRows
    let lanes = min(blocks, Self.lanes)
    WorkerPool.shared.run(count: lanes) { lane in
      let gathered = scratch + lane * Self.blockRows * columns
      for block in Swift.stride(from: lane, to: blocks, by: lanes) {
        let first = block * Self.blockRows
        body(first..<min(first + Self.blockRows, rows), gathered)
      }
    }
  }

  /// Writes, for each row of `y` in `rows`, the `taps` steps of `x` that its window reads, side by
  /// side: `[rows, taps · channels]`, zeros beyond the ends of an example.
  func gatherInputs(
    of x: TensorView, channels: Range<Int>, for rows: Range<Int>, of y: TensorView,
    into target: UnsafeMutablePointer<Float>
  ) {
    gather(x, channels, rows, y, target, geometry: x.steps) { row, tap, left in
      row * stride + tap * dilation - left
    }
  }

  /// Writes, for each step of `dx` in `rows`, the windows of `dy` that read it with each tap:
  /// `[rows, taps · channels]`, zeros where there is none.
  func gatherWindows(
    of dy: TensorView, channels: Range<Int>, for rows: Range<Int>, of dx: TensorView,
    into target: UnsafeMutablePointer<Float>
  ) {
    gather(dy, channels, rows, dx, target, geometry: dx.steps) { row, tap, left in
      let distance = row + left - tap * dilation
      return distance < 0 || distance % stride != 0 ? -1 : distance / stride
    }
  }

  /// `geometry` are the rows of the convolution's input, from which the padding follows.
  @inline(__always)
  private func gather(
    _ source: TensorView, _ channels: Range<Int>, _ rows: Range<Int>, _ result: TensorView,
    _ target: UnsafeMutablePointer<Float>, geometry: SequenceLayout,
    sourceRow: (_ row: Int, _ tap: Int, _ left: Int) -> Int
  ) {
    let (from, to, count) = (source.steps, result.steps, channels.count)
    var next = target
    var example = to.example(ofRow: rows.lowerBound)
    for stored in rows {
      while stored >= to.start(example + 1) { example += 1 }
      let row = stored - to.start(example)
      let available = isMasked ? from.length(example) : from.extent(example)
      let isLive = !isMasked || row < to.length(example)
      let left = left(isMasked ? geometry.length(example) : geometry.paddedLength)
      let first = source.floats + from.start(example) * source.width + channels.lowerBound
      for tap in 0..<taps {
        let step = sourceRow(row, tap, left)
        if isLive, step >= 0, step < available {
          next.update(from: first + step * source.width, count: count)
        } else {
          next.update(repeating: 0, count: count)
        }
        next += count
      }
    }
  }
}
