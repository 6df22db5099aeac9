import COpenBLAS

/// Matrix products C = alpha · op(A) · op(B) + beta · C of row-major matrices.
///
/// op(A) is [m, k], op(B) is [k, n], C is [m, n]; op is the transpose where asked, and a leading
/// dimension is the distance of two rows as stored. OpenBLAS computes them, held to one thread:
/// threads are handed whole products or blocks of them by this package's own pool.
public enum Gemm {
  /// One product on the calling thread.
  ///
  /// An empty inner dimension or `alpha` 0 only scales C, and `beta` 0 writes C whatever it held,
  /// NaN included.
  public static func gemm(
    _ transposeA: Bool, _ transposeB: Bool, m: Int, n: Int, k: Int, alpha: Float = 1,
    _ a: UnsafePointer<Float>, lda: Int, _ b: UnsafePointer<Float>, ldb: Int, beta: Float = 0,
    _ c: UnsafeMutablePointer<Float>, ldc: Int
  ) {
    guard m > 0, n > 0 else { return }
    // Some versions of BLAS hand a single row or column to a routine that multiplies by beta 0.
    if k <= 0 || alpha == 0 || (beta == 0 && (m == 1 || n == 1)) {
      scale(c, ldc: ldc, m: m, n: n, by: beta)
    }
    guard k > 0, alpha != 0 else { return }
    _ = oneThread
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      blasint(m), blasint(n), blasint(k), alpha, a, blasint(lda), b, blasint(ldb), beta, c,
      blasint(ldc))
  }

  /// One product in blocks of C on the pool; the same bits for every number of threads.
  ///
  /// The blocks follow from m, n and k alone and never divide k.
  public static func parallelGemm(
    _ transposeA: Bool, _ transposeB: Bool, m: Int, n: Int, k: Int, alpha: Float = 1,
    _ a: UnsafePointer<Float>, lda: Int, _ b: UnsafePointer<Float>, ldb: Int, beta: Float = 0,
    _ c: UnsafeMutablePointer<Float>, ldc: Int, pool: WorkerPool = .shared
  ) {
    let blocks = GemmBlocks(m: m, n: n, k: k)
    pool.run(count: blocks.count) { index in
      let (rows, columns) = blocks[index]
      gemm(
        transposeA, transposeB, m: rows.count, n: columns.count, k: k, alpha: alpha,
        a + rows.lowerBound * (transposeA ? 1 : lda), lda: lda,
        b + columns.lowerBound * (transposeB ? ldb : 1), ldb: ldb, beta: beta,
        c + rows.lowerBound * ldc + columns.lowerBound, ldc: ldc)
    }
  }

  private static let oneThread: Void = openblas_set_num_threads(1)

  private static func scale(
    _ c: UnsafeMutablePointer<Float>, ldc: Int, m: Int, n: Int, by beta: Float
  ) {
    for row in 0..<m {
      let start = c + row * ldc
      if beta == 0 {
        start.update(repeating: 0, count: n)
      } else if beta != 1 {
        for column in 0..<n { start[column] *= beta }
      }
    }
  }
}
