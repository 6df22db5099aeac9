import Runtime

/// Every `step`-th position of an axis from `start` on, `count` of them.
struct AxisSegment: Sendable, Hashable {
  let axis: Int
  let start: Int
  let count: Int
  let step: Int

  /// Calls `body` with the first elements, in the whole and in the part, of each piece that both
  /// store side by side, and the piece's length.
  func forEachPiece(
    whole: TensorView, part: TensorView, _ body: (_ whole: Int, _ part: Int, _ count: Int) -> Void
  ) {
    let behind = (axis + 1..<max(axis + 1, whole.rank)).reduce(1) { $0 * whole.size($1) }
    let wholeRow = whole.size(axis) * behind
    let partRow = count * behind
    guard partRow > 0 else { return }
    forEachRun(of: part, with: whole) { first, firstOfWhole, elements, _ in
      for row in 0..<elements / partRow {
        let (from, to) = (firstOfWhole + row * wholeRow + start * behind, first + row * partRow)
        if step == 1 {
          body(from, to, partRow)
        } else {
          for index in 0..<count { body(from + index * step * behind, to + index * behind, behind) }
        }
      }
    }
  }
}

/// `y` = the positions of a segment of `x`.
struct TakeSegment: Op {
  let name: String
  let segment: AxisSegment
  /// The result's type, when it is the gradient of a value that is stored otherwise than `x`.
  var type: TensorType?

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    if let type { return [type] }
    var result = inputs[0]
    result.dims[segment.axis] = .fixed(segment.count)
    result.overhang = 0
    return [result]
  }

  func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    if type != nil { y.floats.update(repeating: 0, count: y.count) }
    segment.forEachPiece(whole: x, part: y) { whole, part, count in
      (y.floats + part).update(from: x.floats + whole, count: count)
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = PutSegment(segment: segment, type: builder.type(of: call.inputs[0]))
    return [try builder.append(op, [dy])[0]]
  }
}

/// `dx` = `dy` at the positions of a segment, zero elsewhere.
struct PutSegment: GradientOp {
  let name = "slice_gradient"
  let segment: AxisSegment
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    dx.floats.update(repeating: 0, count: dx.count)
    segment.forEachPiece(whole: dx, part: dy) { whole, part, count in
      (dx.floats + whole).update(from: dy.floats + part, count: count)
    }
  }
}

/// Reads an `axis` attribute for a value of `type`, whose ragged and batch axes cannot be cut.
func resolvedAxis(_ axis: Int, of type: TensorType, op: String) throws(OpError) -> Int {
  let index = axis < 0 ? axis + type.rank : axis
  guard type.dims.indices.contains(index) else {
    throw OpError(.attribute("axis"), "there is no axis \(axis): {0} is \(type.shapeDescription)")
  }
  guard type.dims[index].fixedSize != nil else {
    throw OpError(
      .attribute("axis"),
      "`\(op)` needs an axis of fixed size, but axis \(axis) of {0} is "
        + "\(type.dims[index])")
  }
  return index
}
