import COpenBLAS

/// What the numbers of the kernels depend on besides their inputs: the instructions that they were
/// compiled to and the BLAS that they call.
public enum KernelBuild {
  /// `avx2`, or `portable` for any processor of the architecture.
  public static var instructions: String {
    #if GRAPHRUN_FMA
      "avx2"
    #else
      "portable"
    #endif
  }

  /// OpenBLAS's version, such as `0.3.21`.
  public static var blasVersion: String {
    // Such as "OpenBLAS 0.3.21 DYNAMIC_ARCH NO_AFFINITY Haswell MAX_THREADS=64".
    let words = text(openblas_get_config()).split(separator: " ")
    return words.count > 1 ? String(words[1]) : "unknown"
  }

  /// The processor that OpenBLAS chose its routines for, such as `Haswell`.
  public static var blasCore: String { text(openblas_get_corename()) }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? "unknown"
  }
}
