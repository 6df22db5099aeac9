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
  func stride(of axis: Int, in rank: Int) -> Int {
    let own = axis - (rank - self.rank)
    guard own >= 0, size(own) != 1 else { return 0 }
    var stride = 1
    for inner in own + 1..<max(own + 1, self.rank) { stride *= size(inner) }
    return stride
  }
}

/// The axes of operands combined as NumPy does: sizes agree, or one is 1 or missing in front.
///
/// - Throws: ``OpError`` that blames the first operand that does not fit and points to the one before
///   it with which it disagrees.
func broadcastDims(_ opName: String, _ types: [TensorType]) throws(OpError) -> [Dim] {
  let rank = types.map(\.rank).max() ?? 0
  var dims = Array(repeating: Dim.fixed(1), count: rank)
  // For each axis the operand from which its size comes.
  var sources = Array(repeating: 0, count: rank)
  for (index, type) in types.enumerated() {
    for (axis, dim) in zip(rank - type.rank..<rank, type.dims) where dim != .fixed(1) {
      if dims[axis] == .fixed(1) { (dims[axis], sources[axis]) = (dim, index) }
      guard dim == dims[axis] else {
        throw mismatch(opName, types, (sources[axis], dims[axis]), (index, dim))
      }
    }
  }
  if let axis = dims.firstIndex(where: \.isRagged), axis != 1 {
    let shapes = types.enumerated().map { "{\($0.offset)} \($0.element.shapeDescription)" }
    throw OpError(
      .input(types.count - 1),
      "`\(opName)` would move the ragged axis of \(shapes.joined(separator: " and ")) from index 1 "
        + "to \(axis)",
      notes: [.init(.input(0), "{0} is \(types[0].shapeDescription)")])
  }
  return dims
}

private func mismatch(
  _ opName: String, _ types: [TensorType], _ first: (index: Int, dim: Dim),
  _ second: (index: Int, dim: Dim)
) -> OpError {
  let (a, b) = (types[first.index].shapeDescription, types[second.index].shapeDescription)
  return OpError(
    .input(second.index),
    "`\(opName)` needs equal sizes, but {\(second.index)} is \(b) and {\(first.index)} is \(a): "
      + "\(second.dim) is not \(first.dim)",
    notes: [.init(.input(first.index), "{\(first.index)} is \(a)")],
    hint: "axes are matched from the last; one of size 1 fits any size")
}
