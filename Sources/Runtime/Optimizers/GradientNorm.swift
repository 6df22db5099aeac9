import Kernels

/// The Euclidean norm of all gradients together, with the same bits for any number of threads.
///
/// The flat gradient is cut into blocks of a fixed size; each block's sum of squares may be computed
/// on any thread, and the sums are added in the order of the blocks.
public enum GradientNorm {
  /// Elements a block.
  public static let blockSize = 4096

  /// The number of blocks of `count` elements.
  public static func blockCount(for count: Int) -> Int { (count + blockSize - 1) / blockSize }

  /// Computes the sums of squares of some blocks.
  ///
  /// - Parameters:
  ///   - gradients: Every gradient, one after the other.
  ///   - count: The number of gradients.
  ///   - blocks: The blocks to sum.
  ///   - sums: Where they go: one number for every block of the whole buffer.
  public static func sumSquares(
    of gradients: UnsafePointer<Float>, count: Int, blocks: Range<Int>,
    into sums: UnsafeMutablePointer<Double>
  ) {
    for block in blocks {
      let start = block * blockSize
      sums[block] = GradientClippingPass.sumOfSquares(
        gradients + start, count: min(blockSize, count - start))
    }
  }

  /// The norm from the sums of all blocks.
  public static func norm(ofSums sums: UnsafePointer<Double>, blockCount: Int) -> Double {
    var total = 0.0
    for block in 0..<blockCount { total += sums[block] }
    return total.squareRoot()
  }

  /// The norm of `count` gradients on this thread: the same bits as by blocks.
  public static func norm(of gradients: UnsafePointer<Float>, count: Int) -> Double {
    var total = 0.0
    for block in 0..<blockCount(for: count) {
      let start = block * blockSize
      total += GradientClippingPass.sumOfSquares(
        gradients + start, count: min(blockSize, count - start))
    }
    return total.squareRoot()
  }
}
