/// Arithmetic shared by the optimizer passes.
///
/// The passes are plain loops over elements that the compiler vectorises; every operation is exact
/// to the bit by IEEE 754, so that an element's result does not depend on whether it fell into a
/// vector or into the remainder, and a range may be split anywhere.
enum OptimizerArithmetic {
  /// a * b + c, fused where the processor has an instruction for it (elsewhere it would be a call).
  @inline(__always)
  static func multiplyAdd(_ a: Float, _ b: Float, _ c: Float) -> Float {
    #if GRAPHRUN_FMA || arch(arm64)
      return c.addingProduct(a, b)
    #else
      return a * b + c
    #endif
  }
}
