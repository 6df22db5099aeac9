import Kernels
import Testing

@Suite struct RowKernelsTests {
  @Test(arguments: [0, 1, 7, 64, 65, 200], [1, 7, 8, 13, 32, 45, 512])
  func columnSums(rows: Int, columns: Int) {
    let stride = columns + 3
    let x = numbers(rows * stride, seed: UInt32(rows + columns))
    var sums = [Float](repeating: 0.5, count: columns)
    RowKernels.columnSums(x, rows: rows, columns: columns, stride: stride, into: &sums)
    let expected = (0..<columns).map { column in
      (0..<rows).reduce(0.0) { $0 + Double(x[$1 * stride + column]) }
    }
    #expect(zip(sums, expected).allSatisfy { abs(Double($0) - $1) < 1e-5 })
    RowKernels.columnSums(
      x, rows: rows, columns: columns, stride: stride, into: &sums, accumulate: true)
    #expect(zip(sums, expected).allSatisfy { abs(Double($0) - 2 * $1) < 2e-5 })
  }

  @Test(arguments: [0, 1, 8, 19]) func biasAndCopies(columns: Int) {
    let bias = numbers(columns, seed: 1)
    let x = numbers(5 * columns, seed: 2)
    var y = [Float](repeating: 9, count: 5 * (columns + 1))
    RowKernels.copy(x, stride: columns, to: &y, stride: columns + 1, rows: 5, columns: columns)
    RowKernels.addBias(bias, to: &y, rows: 5, columns: columns, stride: columns + 1)
    for row in 0..<5 {
      for column in 0..<columns {
        #expect(y[row * (columns + 1) + column] == x[row * columns + column] + bias[column])
      }
      #expect(y[row * (columns + 1) + columns] == 9)
    }
    RowKernels.setBias(bias, in: &y, rows: 5, columns: columns, stride: columns + 1)
    #expect(Array(y[0..<columns]) == bias && y[columns] == 9)
  }

  @Test(arguments: [0, 1, 8, 19]) func scaledSums(count: Int) {
    let x = numbers(count, seed: 3)
    var y = numbers(count, seed: 4)
    let before = y
    RowKernels.axpy(2, x, to: &y, count: count)
    #expect(zip(y, zip(before, x)).allSatisfy { abs($0 - ($1.0 + 2 * $1.1)) < 1e-6 })
    RowKernels.scale(0.5, x, to: &y, count: count)
    #expect(y == x.map { $0 * 0.5 })
    RowKernels.add(x, to: &y, count: count)
    #expect(y == x.map { $0 * 1.5 })
  }
}
