import Kernels
import Runtime

/// A stretch that several values of the same axes store side by side.
struct ValueRun {
  /// Where the stretch starts in each input.
  let inputs: InlineArray<3, UnsafeMutablePointer<Float>>
  /// Where it starts in the result.
  let result: UnsafeMutablePointer<Float>
  /// Its elements.
  let count: Int
}

extension KernelCall {
  /// The elements of one piece of work for a thread; pieces do not depend on the number of threads.
  static let blockCount = 16_384

  /// Calls `body` for stretches that cover result 0 and lie side by side in the first inputs, which
  /// have its axes but may store other numbers of steps past an example's end.
  ///
  /// Steps of the result that some input does not store become 0. Large values are handed to the
  /// pool in pieces, in any order.
  ///
  /// - Parameters:
  ///   - inputCount: How many inputs have the result's axes; at most 3.
  ///   - unit: Elements that must stay together, such as one row; divides the elements of a step.
  ///   - body: Computes one stretch.
  func forEachRun(inputs inputCount: Int, unit: Int = 1, _ body: (ValueRun) -> Void) {
    let result = result(0)
    var pointers = InlineArray<3, UnsafeMutablePointer<Float>>(repeating: result.floats)
    var isFlat = true
    for index in 0..<inputCount {
      let view = input(index)
      pointers[index] = view.floats
      // Of two layouts of one axis, one stores as many steps of every example as the other or
      // more, so equal sums mean equal layouts.
      isFlat = isFlat && view.count == result.count
    }
    guard result.count > 0 else { return }
    guard isFlat else { return runByExample(pointers, inputCount, body) }
    let block = max(unit, Self.blockCount / unit * unit)
    let pieces = (result.count + block - 1) / block
    guard pieces > 1 else {
      return body(ValueRun(inputs: pointers, result: result.floats, count: result.count))
    }
    WorkerPool.shared.run(count: pieces) { index in
      let first = index * block
      body(
        ValueRun(
          inputs: [pointers[0] + first, pointers[1] + first, pointers[2] + first],
          result: result.floats + first, count: min(block, result.count - first)))
    }
  }

  private func runByExample(
    _ inputs: InlineArray<3, UnsafeMutablePointer<Float>>, _ inputCount: Int,
    _ body: (ValueRun) -> Void
  ) {
    let (view, steps, width) = (result(0), result(0).steps, result(0).stepSize)
    for example in 0..<steps.batch {
      let extent = steps.extent(example)
      var common = extent
      var pointers = inputs
      for index in 0..<inputCount {
        let input = input(index).steps
        common = min(common, input.extent(example))
        pointers[index] = inputs[index] + input.start(example) * width
      }
      let target = view.floats + steps.start(example) * width
      if common > 0 {
        body(ValueRun(inputs: pointers, result: target, count: common * width))
      }
      (target + common * width).update(repeating: 0, count: (extent - common) * width)
    }
  }
}
