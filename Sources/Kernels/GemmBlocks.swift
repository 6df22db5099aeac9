/// How a product [m, k] · [k, n] is cut into blocks of rows or of columns of its result.
///
/// A block must be worth a hand-off, and not so narrow that packing the other operand once more for
/// each block costs much.
struct GemmBlocks {
  private let m: Int
  private let n: Int
  private let byRows: Bool
  /// The number of blocks; at least 1.
  let count: Int

  /// The blocks for these sizes, and for them alone: neither threads nor addresses matter.
  init(m: Int, n: Int, k: Int) {
    self.m = m
    self.n = n
    byRows = m >= n
    let operations = 2 * Double(m) * Double(n) * Double(k)
    let worthwhile = Int(min(16, operations / 2e6))
    count = max(1, min(worthwhile, max(m, n) / 96))
  }

  /// The rows and the columns of block `index`.
  subscript(index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    byRows
      ? (part(index, of: m), 0..<n)
      : (0..<m, part(index, of: n))
  }

  /// Cut at multiples of 16, the width that the inner loops like.
  private func part(_ index: Int, of size: Int) -> Range<Int> {
    let groups = (size + 15) / 16
    return min(size, groups * index / count * 16)..<min(size, groups * (index + 1) / count * 16)
  }
}
