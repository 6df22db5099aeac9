/// A recurrent layer of one or two directions over a ragged batch.
///
/// The elements of example b are the rows starts[b] ..< starts[b] + lengths[b] of x; every row
/// belongs to exactly one example, and no padding is stored or computed. The directions run at the
/// same time, and so do blocks of the large products; what a block is follows from the sizes, so the
/// results have the same bits for every number of threads.
public struct RecurrentLayer: @unchecked Sendable {
  private let shape: RecurrentShape
  private let starts: UnsafePointer<Int32>
  private let lengths: UnsafePointer<Int32>
  private let outputStarts: UnsafePointer<Int32>
  private let x: UnsafePointer<Float>
  private let xStride: Int
  private let directions: [RecurrentDirection]
  private let scratch: UnsafeMutablePointer<Float>
  private let pool: WorkerPool

  /// A layer over given memory.
  ///
  /// - Parameters:
  ///   - shape: The sizes.
  ///   - starts: [batch], the first row of each example.
  ///   - lengths: [batch], the rows of each example; 0 is allowed.
  ///   - outputStarts: [batch], the first row of each example in y and dY; nil if as in x.
  ///   - x: [rows, inputs].
  ///   - xStride: The distance of two rows of x.
  ///   - directions: One or two.
  ///   - scratch: `scratchCount` numbers of any content, free for others between the calls.
  ///   - pool: The threads.
  public init(
    shape: RecurrentShape, starts: UnsafePointer<Int32>, lengths: UnsafePointer<Int32>,
    outputStarts: UnsafePointer<Int32>? = nil, x: UnsafePointer<Float>, xStride: Int,
    directions: [RecurrentDirection], scratch: UnsafeMutablePointer<Float>,
    pool: WorkerPool = .shared
  ) {
    self.shape = shape
    self.starts = starts
    self.lengths = lengths
    self.outputStarts = outputStarts ?? starts
    self.x = x
    self.xStride = xStride
    self.directions = directions
    self.scratch = scratch
    self.pool = pool
  }

  /// How many numbers of scratch memory a layer needs, for either pass.
  public static func scratchCount(_ shape: RecurrentShape, directions: Int) -> Int {
    ScratchCursor.slack + LiveRows.scratchCount(batch: shape.batch, maxLength: shape.maxLength)
      + directions * RecurrentWorkspace.scratchCount(shape)
      + RecurrentProducts.scratchCount(shape, directions: directions)
  }

  /// Computes y, and the saved and final states that the directions name.
  ///
  /// - Parameters:
  ///   - y: Each direction writes `units` columns from its own on.
  ///   - yStride: The distance of two rows of y.
  public func forward(y: UnsafeMutablePointer<Float>, yStride: Int) {
    let (steps, products) = prepare(transposed: false)
    products.project(steps, x: x, xStride: xStride, on: pool)
    pool.run(count: steps.count) { steps[$0].forward(y: y, stride: yStride) }
  }

  /// Computes the gradients that the directions name, and that of x.
  ///
  /// - Parameters:
  ///   - dY: The gradient that reaches y; nil for zeros.
  ///   - dYStride: The distance of two rows of dY.
  ///   - dX: [rows, inputs], overwritten; nil if nobody needs it.
  ///   - dXStride: The distance of two rows of dX.
  public func backward(
    dY: UnsafePointer<Float>?, dYStride: Int, dX: UnsafeMutablePointer<Float>?, dXStride: Int
  ) {
    let (steps, products) = prepare(transposed: true)
    pool.run(count: steps.count) { steps[$0].backward(dY: dY, stride: dYStride) }
    products.differentiate(
      steps, x: x, xStride: xStride, dX: dX, dXStride: dXStride, on: pool)
  }

  private func prepare(transposed: Bool) -> (steps: [RecurrentSteps], products: RecurrentProducts) {
    var cursor = ScratchCursor(scratch)
    let live = LiveRows(
      lengths: lengths, batch: shape.batch, maxLength: shape.maxLength, scratch: &cursor)
    let steps = directions.map { direction in
      RecurrentSteps(
        shape: shape, direction: direction, live: live, starts: starts,
        outputStarts: outputStarts, lengths: lengths,
        memory: RecurrentWorkspace(shape, transposed: transposed, scratch: &cursor))
    }
    return (steps, RecurrentProducts(shape: shape, scratch: cursor))
  }
}
