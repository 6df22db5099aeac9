/// A matrix [inner, columns] packed once for many products with rows from the left.
///
/// This serves the loop over the time steps of a recurrent layer, where a product has only as many
/// rows as examples still live, and its products of all steps at once. The columns may be those of
/// any number of gates. The packing is a list of panels of 32 columns, each [inner, 32] and filled
/// up with zeros.
struct PackedMatrix {
  private let inner: Int
  private let columns: Int
  private let panels: UnsafeMutablePointer<Float>

  static func scratchCount(inner: Int, columns: Int) -> Int {
    ScratchCursor.size(panelCount(columns) * PanelProduct.width * inner)
  }

  /// Takes the memory for a matrix, which `pack` or `packTransposed` fills.
  init(inner: Int, columns: Int, scratch: inout ScratchCursor) {
    self.inner = inner
    self.columns = columns
    panels = scratch.floats(Self.panelCount(columns) * PanelProduct.width * inner)
  }

  /// Packs a matrix stored as [inner, columns].
  func pack(_ matrix: UnsafePointer<Float>, stride: Int) {
    for panel in 0..<Self.panelCount(columns) {
      let first = panel * PanelProduct.width
      PanelProduct.pack(
        matrix + first, stride: stride, inner: inner,
        used: min(PanelProduct.width, columns - first), into: start(of: panel))
    }
  }

  /// Packs the transpose of a matrix stored as [columns, inner].
  func packTransposed(_ matrix: UnsafePointer<Float>, stride: Int) {
    for panel in 0..<Self.panelCount(columns) {
      let first = panel * PanelProduct.width
      let used = min(PanelProduct.width, columns - first)
      let target = start(of: panel)
      if used < PanelProduct.width {
        target.update(repeating: 0, count: inner * PanelProduct.width)
      }
      Transpose.copy(
        matrix + first * stride, stride: stride, rows: used, columns: inner, to: target,
        stride: PanelProduct.width)
    }
  }

  /// c[p] += a[p] · matrix for the rows p of a range, or c[p] = a[p] · matrix with `overwrite`.
  ///
  /// `edge` is memory of `PanelProduct.edgeCount` numbers that nobody else uses meanwhile.
  func apply(
    _ a: RowSet, to c: RowSet, rows: Range<Int>, overwrite: Bool,
    edge: UnsafeMutablePointer<Float>
  ) {
    for panel in 0..<Self.panelCount(columns) {
      let column = panel * PanelProduct.width
      var first = 0
      while first < inner {
        let count = min(PanelProduct.depth, inner - first)
        PanelProduct.apply(
          a, from: first, inner: count,
          panel: UnsafePointer(start(of: panel) + first * PanelProduct.width), to: c,
          column: column, used: min(PanelProduct.width, columns - column), rows: rows,
          overwrite: overwrite && first == 0, edge: edge)
        first += count
      }
    }
  }

  private func start(of panel: Int) -> UnsafeMutablePointer<Float> {
    panels + panel * PanelProduct.width * inner
  }

  private static func panelCount(_ columns: Int) -> Int {
    (columns + PanelProduct.width - 1) / PanelProduct.width
  }
}
