/// leftᵀ · right for two matrices with the same, usually many, rows: the gradient of weights whose
/// input is the left matrix and whose output gradient is the right one.
struct WeightGradient {
  /// The columns of the left matrix that one task takes; its packed part stays in the second cache.
  static let blockSize = 128

  static func scratchCount() -> Int {
    ScratchCursor.size(blockSize * PanelProduct.depth)
      + ScratchCursor.size(PanelProduct.depth * PanelProduct.width)
      + ScratchCursor.size(PanelProduct.edgeCount)
  }

  private let packedLeft: UnsafeMutablePointer<Float>
  private let packedRight: UnsafeMutablePointer<Float>
  private let edge: UnsafeMutablePointer<Float>

  /// Takes the memory of one task.
  init(scratch: inout ScratchCursor) {
    packedLeft = scratch.floats(Self.blockSize * PanelProduct.depth)
    packedRight = scratch.floats(PanelProduct.depth * PanelProduct.width)
    edge = scratch.floats(PanelProduct.edgeCount)
  }

  /// target [leftColumns, rightColumns] = leftᵀ · right, with at most `blockSize` left columns.
  ///
  /// The rows are added up in chunks of `PanelProduct.depth`, first to last.
  func run(
    left: UnsafePointer<Float>, leftStride: Int, leftColumns: Int, right: UnsafePointer<Float>,
    rightStride: Int, rightColumns: Int, rows: Int, target: UnsafeMutablePointer<Float>,
    targetStride: Int
  ) {
    if rows == 0 {
      for row in 0..<leftColumns {
        (target + row * targetStride).update(repeating: 0, count: rightColumns)
      }
    }
    let a = RowSet(base: packedLeft, stride: PanelProduct.depth, index: nil)
    let c = RowSet(base: target, stride: targetStride, index: nil)
    for first in stride(from: 0, to: rows, by: PanelProduct.depth) {
      let count = min(PanelProduct.depth, rows - first)
      Transpose.copy(
        left + first * leftStride, stride: leftStride, rows: count, columns: leftColumns,
        to: packedLeft, stride: PanelProduct.depth)
      for column in stride(from: 0, to: rightColumns, by: PanelProduct.width) {
        let used = min(PanelProduct.width, rightColumns - column)
        PanelProduct.pack(
          right + first * rightStride + column, stride: rightStride, inner: count, used: used,
          into: packedRight)
        PanelProduct.apply(
          a, from: 0, inner: count, panel: UnsafePointer(packedRight), to: c, column: column,
          used: used, rows: 0..<leftColumns, overwrite: first == 0, edge: edge)
      }
    }
  }
}
