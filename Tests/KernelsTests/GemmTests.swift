import Kernels
import Testing

@Suite struct GemmTests {
  struct Case: Sendable {
    let m: Int
    let n: Int
    let k: Int
    var alpha: Float = 1
    var beta: Float = 0
  }

  /// alpha · op(A) · op(B) + beta · C in double precision.
  static func reference(
    _ transposeA: Bool, _ transposeB: Bool, _ size: Case, a: [Float], lda: Int, b: [Float],
    ldb: Int, c: [Float], ldc: Int
  ) -> [Float] {
    var result = c
    for row in 0..<size.m {
      for column in 0..<size.n {
        var sum = 0.0
        for inner in 0..<size.k {
          let left = transposeA ? a[inner * lda + row] : a[row * lda + inner]
          let right = transposeB ? b[column * ldb + inner] : b[inner * ldb + column]
          sum += Double(left) * Double(right)
        }
        let old = size.beta == 0 ? 0 : Double(size.beta) * Double(c[row * ldc + column])
        result[row * ldc + column] = Float(Double(size.alpha) * sum + old)
      }
    }
    return result
  }

  @Test(
    arguments: [
      Case(m: 1, n: 1, k: 1), Case(m: 5, n: 1, k: 9), Case(m: 1, n: 7, k: 3),
      Case(m: 17, n: 19, k: 23, alpha: 0.5, beta: 2), Case(m: 4, n: 3, k: 0, beta: 0.5),
      Case(m: 3, n: 4, k: 5, alpha: 0, beta: 1), Case(m: 0, n: 4, k: 5), Case(m: 4, n: 0, k: 5),
      Case(m: 200, n: 70, k: 90), Case(m: 30, n: 300, k: 150, beta: 1),
    ])
  func matchesTheDefinition(size: Case) {
    for transposeA in [false, true] {
      for transposeB in [false, true] {
        let lda = (transposeA ? size.m : size.k) + 2
        let ldb = (transposeB ? size.k : size.n) + 1
        let ldc = size.n + 3
        let a = numbers(lda * max(size.m, size.k) + 8, seed: 1)
        let b = numbers(ldb * max(size.n, size.k) + 8, seed: 2)
        let c = numbers(ldc * size.m + 8, seed: 3)
        let expected = Self.reference(
          transposeA, transposeB, size, a: a, lda: lda, b: b, ldb: ldb, c: c, ldc: ldc)
        var single = c
        Gemm.gemm(
          transposeA, transposeB, m: size.m, n: size.n, k: size.k, alpha: size.alpha, a, lda: lda,
          b, ldb: ldb, beta: size.beta, &single, ldc: ldc)
        #expect(zip(single, expected).allSatisfy { abs($0 - $1) <= 2e-5 })
        for threads in [1, 2, 4] {
          var parallel = c
          Gemm.parallelGemm(
            transposeA, transposeB, m: size.m, n: size.n, k: size.k, alpha: size.alpha, a,
            lda: lda, b, ldb: ldb, beta: size.beta, &parallel, ldc: ldc,
            pool: WorkerPool(threads: threads))
          #expect(zip(parallel, expected).allSatisfy { abs($0 - $1) <= 2e-5 })
        }
      }
    }
  }

  @Test(arguments: [Case(m: 700, n: 40, k: 64), Case(m: 48, n: 900, k: 80)])
  func threadsDoNotChangeTheBits(size: Case) {
    let a = numbers(size.m * size.k, seed: 4)
    let b = numbers(size.k * size.n, seed: 5)
    let results = [1, 2, 4].map { threads in
      var c = [Float](repeating: 0, count: size.m * size.n)
      Gemm.parallelGemm(
        false, false, m: size.m, n: size.n, k: size.k, a, lda: size.k, b, ldb: size.n, &c,
        ldc: size.n, pool: WorkerPool(threads: threads))
      return c
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test(arguments: [Case(m: 1, n: 6, k: 4), Case(m: 6, n: 1, k: 4), Case(m: 9, n: 9, k: 0)])
  func betaZeroForgetsWhatWasThere(size: Case) {
    var c = [Float](repeating: .nan, count: size.m * size.n)
    Gemm.gemm(
      false, false, m: size.m, n: size.n, k: size.k, numbers(64, seed: 6), lda: max(1, size.k),
      numbers(64, seed: 7), ldb: size.n, &c, ldc: size.n)
    #expect(c.allSatisfy { $0.isFinite })
    var square = [Float](repeating: .nan, count: 40 * 40)
    Gemm.gemm(
      true, true, m: 40, n: 40, k: 2, numbers(80, seed: 6), lda: 40, numbers(80, seed: 7), ldb: 2,
      &square, ldc: 40)
    #expect(square.allSatisfy { $0.isFinite })
  }
}
