import Runtime

/// Walks over the elements of `y` row by row, with the places of three operands whose axes are
/// repeated to fit; see ``BroadcastNest/forEachRow(from:at:_:)``.
///
/// Steps that some ragged operand does not store are left out.
@inline(__always)
func forEachBroadcastRow(
  _ y: TensorView, _ operands: InlineArray<3, TensorView>,
  _ body: (Int, BroadcastNest.Places, Int, BroadcastNest.Places) -> Void
) {
  typealias Places = BroadcastNest.Places
  func strides(_ axis: Int) -> Places {
    Places { operands[$0].stride(of: axis, in: y.rank) }
  }
  guard y.isRagged else {
    var nest = BroadcastNest()
    for axis in 0..<y.rank { nest.append(size: y.size(axis), strides: strides(axis)) }
    return nest.forEachRow(from: 0, at: Places(repeating: 0), body)
  }
  let (steps, exampleStrides) = (y.steps, strides(0))
  let rowStrides = Places {
    operands[$0].isRagged ? operands[$0].stepSize : operands[$0].stride(of: 1, in: y.rank)
  }
  func walk(first: Int, at places: Places, rows: Int) {
    var nest = BroadcastNest()
    nest.append(size: rows, strides: rowStrides)
    for axis in 2..<y.rank { nest.append(size: y.size(axis), strides: strides(axis)) }
    nest.forEachRow(from: first * y.stepSize, at: places, body)
  }
  let movesEvenly = (0..<3).allSatisfy {
    operands[$0].isRagged
      ? operands[$0].steps.rows == steps.rows : exampleStrides[$0] == 0 && rowStrides[$0] == 0
  }
  if movesEvenly { return walk(first: 0, at: Places(repeating: 0), rows: steps.rows) }
  for example in 0..<steps.batch {
    var rows = steps.extent(example)
    var places = Places(repeating: 0)
    for index in 0..<3 {
      if operands[index].isRagged {
        rows = min(rows, operands[index].steps.extent(example))
        places[index] = operands[index].steps.start(example) * rowStrides[index]
      } else {
        places[index] = example * exampleStrides[index]
      }
    }
    walk(first: steps.start(example), at: places, rows: rows)
  }
}

extension TensorView {
  /// How far this dense operand moves along an axis of a result of `rank` axes; 0 where it repeats.
  fileprivate func stride(of axis: Int, in rank: Int) -> Int {
    let own = axis - (rank - self.rank)
    guard own >= 0, size(own) != 1 else { return 0 }
    var stride = 1
    for inner in own + 1..<max(own + 1, self.rank) { stride *= size(inner) }
    return stride
  }
}

/// The axes of two operands combined as NumPy does: sizes agree, or one is 1 or missing in front.
///
/// - Throws: ``OpError`` that blames the second input and points to the first.
func broadcastDims(
  _ opName: String, _ a: TensorType, _ b: TensorType
) throws(OpError) -> [Dim] {
  let rank = max(a.rank, b.rank)
  let left = Array(repeating: Dim.fixed(1), count: rank - a.rank) + a.dims
  let right = Array(repeating: Dim.fixed(1), count: rank - b.rank) + b.dims
  var dims: [Dim] = []
  for (x, y) in zip(left, right) {
    guard x == y || x == .fixed(1) || y == .fixed(1) else {
      throw OpError(
        .input(1),
        "`\(opName)` needs equal sizes, but {1} is \(b.shapeDescription) and {0} is "
          + "\(a.shapeDescription): \(y) is not \(x)",
        notes: [.init(.input(0), "{0} is \(a.shapeDescription)")],
        hint: "axes are matched from the last; one of size 1 fits any size")
    }
    dims.append(x == .fixed(1) ? y : x)
  }
  if let axis = dims.firstIndex(where: \.isRagged), axis != 1 {
    throw OpError(
      .input(1),
      "`\(opName)` would move the ragged axis of {0} \(a.shapeDescription) and {1} "
        + "\(b.shapeDescription) from index 1 to \(axis)",
      notes: [.init(.input(0), "{0} is \(a.shapeDescription)")])
  }
  return dims
}
