import Kernels
import Runtime

/// Runs a flattened formula over the stored elements of a call.
///
/// The elements are cut into blocks for the cache and into shares for the threads, both by the size
/// of the problem alone, so that sums have the same bits on any number of threads. Operands whose
/// axes are repeated are unfolded block by block; the gradient of one is a sum in double precision.
struct FormulaRun: Sendable {
  let program: FormulaProgram
  /// For each operand whether it lacks axes of the elements, so that it is repeated.
  let isRepeated: [Bool]
  /// For each result whether it lacks axes of the elements, so that it is a sum.
  let isSummed: [Bool]
  /// The operand whose stored elements are computed; nil for those of result 0.
  let guide: Int?

  /// The most shares that work is cut into.
  private static let mostShares = 16
  private static let block = FormulaKernel.blockSize

  private func elements(_ call: KernelCall) -> TensorView {
    guide.map { call.input($0) } ?? call.result(0)
  }

  /// The numbers that are sums.
  private func sumCount(_ call: KernelCall) -> Int {
    isSummed.indices.reduce(0) { $0 + (isSummed[$1] ? call.result($1).count : 0) }
  }

  private func shareCount(_ call: KernelCall) -> Int {
    let (count, sums) = (elements(call).count, sumCount(call))
    let pieces = (count + KernelCall.blockCount - 1) / KernelCall.blockCount
    // Adding up the shares' sums must stay a small part of the work.
    return max(1, min(pieces, Self.mostShares, sums == 0 ? pieces : count / (8 * sums)))
  }

  /// The floats of a share but for its sums: constants, registers, blocks and rests.
  private var shareFloats: Int {
    let ports = isRepeated.count + isSummed.count
    let repeated = (isRepeated + isSummed).count { $0 }
    return (program.registerCount + repeated) * Self.block + (program.constants.count + ports) * 8
  }

  func scratchCount(_ call: KernelCall) -> Int {
    shareCount(call) * (shareFloats + 2 * sumCount(call))
  }

  func flops(_ call: KernelCall) -> Double {
    Double(program.instructions.count * elements(call).count)
  }

  func run(_ call: KernelCall) {
    let (shares, sumCount, floats) = (shareCount(call), sumCount(call), shareFloats)
    let sums = UnsafeMutableRawPointer(call.scratch)
      .bindMemory(to: Double.self, capacity: shares * sumCount)
    sums.update(repeating: 0, count: shares * sumCount)
    let memory = call.scratch + 2 * shares * sumCount
    WorkerPool.shared.run(count: shares) { share in
      let worker = FormulaShare(
        run: self, call: call, elements: elements(call), memory: memory + share * floats,
        sums: sums + share * sumCount)
      worker.compute(share, of: shares)
    }
    addUp(call, sums, shares: shares, count: sumCount)
  }

  private func addUp(
    _ call: KernelCall, _ sums: UnsafePointer<Double>, shares: Int, count: Int
  ) {
    var first = 0
    for result in isSummed.indices where isSummed[result] {
      let view = call.result(result)
      for index in 0..<view.count {
        var sum = 0.0
        for share in 0..<shares { sum += sums[share * count + first + index] }
        view.floats[index] = Float(sum)
      }
      first += view.count
    }
  }
}
