import Runtime

/// Where the rows lie that numbers pick from a value along an axis.
struct PickedRows: Sendable {
  /// The axis of the rows.
  let axis: Int
  /// The leading axes, batch and steps, that the numbers share with the value.
  let shared: Int

  /// A piece of the walk: `outer` blocks of `count` rows in `x`, from which the same `ids` pick.
  private struct Block {
    var x: Int
    var outer: Int
    var count: Int
    var ids: Int
    var idCount: Int
    var y: Int
  }

  /// Calls `body` for each number with the first element of its row in `x` (nil when it is none),
  /// that of its place in `y`, and a row's elements.
  @inline(__always)
  func forEach(
    _ x: TensorView, _ ids: TensorView, _ y: TensorView,
    _ body: (_ row: Int?, _ target: Int, _ count: Int) -> Void
  ) {
    let width = product(x, axis + 1..<max(axis + 1, x.rank))
    forEachBlock(x, ids, y) { block in
      for outer in 0..<block.outer {
        for index in 0..<block.idCount {
          let id = Int(ids.ints[block.ids + index])
          let isRow = id >= 0 && id < block.count
          body(
            isRow ? block.x + (outer * block.count + id) * width : nil,
            block.y + (outer * block.idCount + index) * width, width)
        }
      }
    }
  }

  @inline(__always)
  private func forEachBlock(
    _ x: TensorView, _ ids: TensorView, _ y: TensorView, _ body: (Block) -> Void
  ) {
    guard shared > 0 || y.isRagged else {
      return body(
        Block(
          x: 0, outer: product(x, 0..<axis), count: x.size(axis), ids: 0, idCount: ids.count, y: 0))
    }
    let behindSteps = product(x, 2..<max(2, axis))
    for example in 0..<y.size(0) {
      let (stored, ofIDs) = (x.block(example), ids.block(example))
      var block = Block(
        x: stored.first, outer: behindSteps, count: x.size(axis),
        ids: ofIDs.first, idCount: ofIDs.count, y: y.block(example).first)
      if shared == 2 {
        let steps = min(y.steps.extent(example), x.steps.extent(example))
        block.idCount = ids.stepSize
        for _ in 0..<steps {
          body(block)
          block.x += x.stepSize
          block.ids += ids.stepSize
          block.y += y.stepSize
        }
        continue
      }
      if shared == 0, !ids.isRagged { (block.ids, block.idCount) = (0, ids.count) }
      if shared == 0, !x.isRagged { block.x = 0 }
      if ids.isRagged {
        block.idCount = min(ofIDs.count, y.steps.extent(example) * ids.stepSize)
      }
      if axis == 1, x.isRagged { block.count = x.steps.length(example) }
      if axis > 1 {
        let steps = x.isRagged ? min(x.steps.extent(example), y.steps.extent(example)) : x.size(1)
        block.outer = steps * behindSteps
      }
      body(block)
    }
  }

  private func product(_ view: TensorView, _ axes: Range<Int>) -> Int {
    axes.reduce(1) { $0 * view.size($1) }
  }
}

extension TensorView {
  /// An example's first stored element and their number.
  fileprivate func block(_ example: Int) -> (first: Int, count: Int) {
    guard isRagged else {
      let count = rank == 0 ? 0 : self.count / max(1, size(0))
      return (example * count, count)
    }
    return (steps.start(example) * stepSize, steps.extent(example) * stepSize)
  }
}
