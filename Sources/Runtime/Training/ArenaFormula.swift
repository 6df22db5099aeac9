/// An executor's arena as a formula in the number of examples and their steps.
public struct ArenaFormula: Sendable, Equatable {
  /// Bytes whatever the batch.
  public let fixed: Double
  /// Bytes for each example.
  public let perExample: Double
  /// Bytes for each step of each example.
  public let perStep: Double

  /// The formula, from three plans that allocate nothing: the arena is linear in both sizes but for
  /// rounding to cache lines.
  public init(_ executor: Executor) {
    func bytes(batch: Int, length: Int) -> Double {
      executor.arenaBytes(for: executor.graph.uniformShape(batch: batch, length: length))
    }
    let (base, longer, larger) = (
      bytes(batch: 32, length: 64), bytes(batch: 32, length: 128), bytes(batch: 64, length: 64)
    )
    perStep = (longer - base) / Double(32 * 64)
    perExample = max(0, (larger - base) / 32 - perStep * 64)
    fixed = max(0, base - perExample * 32 - perStep * 32 * 64)
  }

  /// The bytes for `batch` examples with `steps` steps in all.
  public func bytes(batch: Int, steps: Int) -> Double {
    fixed + perExample * Double(batch) + perStep * Double(steps)
  }
}
