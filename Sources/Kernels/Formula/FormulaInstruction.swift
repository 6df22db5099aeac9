/// One step of a flattened formula: reads up to three slots and writes one.
public struct FormulaInstruction: Sendable, Hashable {
  /// What it computes.
  public let operation: FormulaOperation
  /// The slots that it reads; those that the operation does not need repeat the first.
  public let inputs: InlineSlots
  /// The slot that it writes.
  public let result: Int

  /// The numbers of three slots.
  public struct InlineSlots: Sendable, Hashable {
    public let a: Int
    public let b: Int
    public let c: Int
  }

  /// A step; `inputs` holds as many slots as the operation reads.
  public init(_ operation: FormulaOperation, _ inputs: [Int], to result: Int) {
    self.operation = operation
    let (a, b) = (inputs[0], inputs.count > 1 ? inputs[1] : inputs[0])
    self.inputs = InlineSlots(a: a, b: b, c: inputs.count > 2 ? inputs[2] : a)
    self.result = result
  }
}

/// Where the numbers of a slot lie while a block is computed.
public struct FormulaSlot {
  /// The first eight.
  public var floats: UnsafeMutablePointer<Float>
  /// How far the next eight are: 8, or 0 where eight equal numbers stand for all.
  public var step: Int

  /// A slot at `floats`.
  public init(_ floats: UnsafeMutablePointer<Float>, step: Int = 8) {
    self.floats = floats
    self.step = step
  }
}
