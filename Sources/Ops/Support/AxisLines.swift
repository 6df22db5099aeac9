import Runtime

/// The lines of a value along an axis, which may be that of the steps: then a line holds an
/// example's own steps.
struct AxisLines: Sendable {
  static let attribute = Attribute<Int>(
    "axis", "The axis to work along, negative from the last; 1 are the steps of a sequence.",
    default: 1)

  /// Lines of two values that lie at the same place: rows of `width` elements behind each other.
  struct Pair {
    let x: UnsafeMutablePointer<Float>
    let y: UnsafeMutablePointer<Float>
    /// The rows in each.
    let counts: (x: Int, y: Int)
    let width: Int
  }

  private let axis: Int

  init(_ attributes: AttributeReader) throws(OpError) { axis = try attributes[Self.attribute] }

  /// The axis, counted from the first.
  ///
  /// - Throws: ``OpError`` when there is none, or it is the batch.
  func index(in type: TensorType, of op: String) throws(OpError) -> Int {
    let index = axis < 0 ? axis + type.rank : axis
    guard type.dims.indices.contains(index) else {
      throw OpError(
        .attribute("axis"), "there is no axis \(axis): {0} is \(type.shapeDescription)",
        notes: [.init(.input(0), "{0} has \(type.rank) axes")])
    }
    guard type.dims[index] != .batch else {
      throw OpError(
        .attribute("axis"),
        "`\(op)` cannot work along the batch: axis \(axis) of {0} \(type.shapeDescription)")
    }
    return index
  }

  /// Whether the lines are the steps of each example.
  func areSteps(of type: TensorType) -> Bool {
    type.isRagged && (axis < 0 ? axis + type.rank : axis) == 1
  }

  /// What lies past an example's end when a line of zeros gives zeros: nothing is computed there
  /// along the steps.
  func tail(_ type: TensorType) -> TensorType.Tail { areSteps(of: type) ? .zero : type.tail }

  /// How many steps past an example's end are read for `result` of the result.
  func overhang(of type: TensorType, result: Int) -> Int {
    type.isRagged && !areSteps(of: type) ? result : 0
  }

  /// Calls `body` with each line of `y` and of `x`, which differ at most in the size of the axis.
  @inline(__always)
  func forEachPair(_ x: TensorView, _ y: TensorView, _ body: (Pair) -> Void) {
    let index = axis < 0 ? axis + y.rank : axis
    guard index == 1, y.isRagged else { return forEachFixedPair(x, y, index, body) }
    let (from, to, width) = (x.steps, y.steps, y.stepSize)
    forEachExample(to.batch, elements: y.count) { example in
      body(
        Pair(
          x: x.floats + from.start(example) * width, y: y.floats + to.start(example) * width,
          counts: (from.length(example), to.length(example)), width: width))
    }
  }

  @inline(__always)
  private func forEachFixedPair(
    _ x: TensorView, _ y: TensorView, _ index: Int, _ body: (Pair) -> Void
  ) {
    var width = 1
    for inner in index + 1..<max(index + 1, y.rank) { width *= y.size(inner) }
    let counts = (x: x.size(index), y: y.size(index))
    let size = counts.y * width
    guard size > 0 else { return }
    forEachRun(of: y, with: x) { first, firstOfInput, count, _ in
      for line in 0..<count / size {
        body(
          Pair(
            x: x.floats + firstOfInput + line * counts.x * width, y: y.floats + first + line * size,
            counts: counts, width: width))
      }
    }
  }
}
