/// The memory of a program as a formula in the number of examples and their steps.
public struct MemoryFormula: Sendable, Equatable {
  /// Bytes whatever the batch: parameters, gradients, optimizer.
  public var fixed: Double
  /// Bytes for each example.
  public var perExample: Double
  /// Bytes for each step of each example.
  public var perStep: Double

  /// The memory of a training program, of which nothing is allocated here.
  public init(_ program: TrainingProgram) {
    let arena = ArenaFormula(program.executor)
    (perExample, perStep) = (arena.perExample, arena.perStep)
    fixed = arena.fixed + program.storedBytes
  }

  /// The bytes for `batch` examples with `steps` steps in all.
  public func bytes(batch: Int, steps: Int) -> Double {
    fixed + perExample * Double(batch) + perStep * Double(steps)
  }
}
