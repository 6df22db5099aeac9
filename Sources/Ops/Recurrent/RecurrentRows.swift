import Kernels
import Runtime

/// The rows of a layer's input as the kernel wants them.
///
/// One example's steps follow the other's with nothing between; they are copied when steps past an
/// example's end are stored as well.
struct RecurrentRows {
  /// `[rows, in]`, the input itself or its copy.
  let x: UnsafeMutablePointer<Float>
  /// Whether ``x`` is a copy.
  let isCopy: Bool
  let shape: RecurrentShape
  private let view: TensorView
  private let starts: UnsafeMutablePointer<Int32>
  private let lengths: UnsafeMutablePointer<Int32>
  private let scratch: UnsafeMutablePointer<Float>

  /// The scratch memory of a layer: places of the examples, a copy of x, the kernel's own.
  static func scratchCount(_ x: TensorView, _ layer: RecurrentLayerOp) -> Int {
    let shape = shape(x, layer)
    let copy = shape.rows == x.steps.rows ? 0 : shape.rows * x.width
    return 2 * aligned(shape.batch) + aligned(copy)
      + RecurrentLayer.scratchCount(shape, directions: layer.directions.count)
  }

  /// Finds the examples' rows; with `isPacking` their elements are copied where they must be.
  init(
    _ view: TensorView, _ scratch: UnsafeMutablePointer<Float>, _ layer: RecurrentLayerOp,
    isPacking: Bool
  ) {
    let (steps, width) = (view.steps, view.width)
    shape = Self.shape(view, layer)
    self.view = view
    isCopy = shape.rows != steps.rows
    let batch = Self.aligned(shape.batch)
    starts = UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: Int32.self)
    lengths = UnsafeMutableRawPointer(scratch + batch).assumingMemoryBound(to: Int32.self)
    x = isCopy ? scratch + 2 * batch : view.floats
    self.scratch = scratch + 2 * batch + Self.aligned(isCopy ? shape.rows * width : 0)
    var row = 0
    for example in 0..<steps.batch {
      let length = layer.respectsLengths ? steps.length(example) : steps.extent(example)
      (starts[example], lengths[example]) = (Int32(row), Int32(length))
      if isCopy, isPacking {
        (x + row * width).update(
          from: view.floats + steps.start(example) * width, count: length * width)
      }
      row += length
    }
  }

  /// The kernel on these rows; `y` may store more steps of an example than are computed.
  func layer(_ directions: [RecurrentDirection], y: TensorView) -> RecurrentLayer {
    RecurrentLayer(
      shape: shape, starts: starts, lengths: lengths, outputStarts: y.steps.starts, x: x,
      xStride: view.width, directions: directions, scratch: scratch)
  }

  /// Copies the rows of a gradient that was made in place of ``x`` to where the input stores them.
  func unpack(into dx: TensorView) {
    dx.floats.update(repeating: 0, count: dx.count)
    for example in 0..<dx.steps.batch {
      let (from, to) = (Int(starts[example]) * dx.width, dx.steps.start(example) * dx.width)
      (dx.floats + to).update(from: x + from, count: Int(lengths[example]) * dx.width)
    }
  }

  private static func shape(_ x: TensorView, _ layer: RecurrentLayerOp) -> RecurrentShape {
    let steps = x.steps
    var (rows, longest) = (0, 0)
    for example in 0..<steps.batch {
      let length = layer.respectsLengths ? steps.length(example) : steps.extent(example)
      rows += length
      longest = max(longest, length)
    }
    return RecurrentShape(
      cell: layer.cell, batch: steps.batch, rows: rows, inputs: x.width, units: layer.units,
      maxLength: longest, forgetBias: layer.forgetBias)
  }

  private static func aligned(_ count: Int) -> Int { (count + 15) / 16 * 16 }
}
