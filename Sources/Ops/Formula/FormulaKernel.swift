import Kernels

/// Runs flattened formulas over blocks of numbers.
///
/// Every instruction is a loop of its own over a block that stays in the first-level cache, so the
/// cost of finding out what to do is shared by some hundred numbers, and each loop is compiled for
/// its operation. Every number goes through the same vector instructions wherever it lies.
enum FormulaKernel {
  /// The numbers of a block: with a dozen slots it fills half of a first-level cache of 32 KB.
  static let blockSize = 512

  /// Runs a formula on `vectors` times eight numbers.
  ///
  /// A slot that is written may share its memory with one that the same instruction reads.
  static func run(
    _ instructions: UnsafeBufferPointer<FormulaInstruction>,
    _ slots: UnsafePointer<FormulaSlot>, vectors: Int
  ) {
    for instruction in instructions { run(instruction, slots, vectors) }
  }

  private static func run(
    _ instruction: FormulaInstruction, _ slots: UnsafePointer<FormulaSlot>, _ vectors: Int
  ) {
    let (a, b) = (slots[instruction.inputs.a], slots[instruction.inputs.b])
    let (c, y) = (slots[instruction.inputs.c], slots[instruction.result].floats)
    let (zero, one) = (Float8.zero, Float8(repeating: 1))
    switch instruction.operation {
    case .copy: map(a, y, vectors) { $0 }
    case .negate: map(a, y, vectors) { -$0 }
    case .abs: map(a, y, vectors) { VectorMath.abs($0) }
    case .sign:
      map(a, y, vectors) {
        $0.replacing(with: one, where: $0 .> zero).replacing(with: -one, where: $0 .< zero)
      }
    case .sqrt: map(a, y, vectors) { $0.squareRoot() }
    case .square: map(a, y, vectors) { $0 * $0 }
    case .exp: map(a, y, vectors) { VectorMath.exp($0) }
    case .log: map(a, y, vectors) { VectorMath.log($0) }
    case .log1p: map(a, y, vectors) { VectorMath.log1p($0) }
    case .sin: map(a, y, vectors) { VectorMath.sin($0) }
    case .cos: map(a, y, vectors) { VectorMath.cos($0) }
    case .tanh: map(a, y, vectors) { VectorMath.tanh($0) }
    case .sigmoid: map(a, y, vectors) { VectorMath.sigmoid($0) }
    case .softplus: map(a, y, vectors) { VectorMath.softplus($0) }
    case .relu: map(a, y, vectors) { VectorMath.max($0, zero) }
    case .erf: map(a, y, vectors) { VectorMath.erf($0) }
    case .add: map(a, b, y, vectors) { $0 + $1 }
    case .subtract: map(a, b, y, vectors) { $0 - $1 }
    case .multiply: map(a, b, y, vectors) { $0 * $1 }
    case .divide: map(a, b, y, vectors) { $0 / $1 }
    case .power: map(a, b, y, vectors) { VectorMath.power($0, $1) }
    // A NaN on either side stays.
    case .min: map(a, b, y, vectors) { $0.replacing(with: $1, where: ($0 .> $1) .| ($1 .!= $1)) }
    case .max: map(a, b, y, vectors) { $0.replacing(with: $1, where: ($0 .< $1) .| ($1 .!= $1)) }
    case .less: map(a, b, y, vectors) { zero.replacing(with: one, where: $0 .< $1) }
    case .lessOrEqual: map(a, b, y, vectors) { zero.replacing(with: one, where: $0 .<= $1) }
    case .equal: map(a, b, y, vectors) { zero.replacing(with: one, where: $0 .== $1) }
    case .notEqual: map(a, b, y, vectors) { zero.replacing(with: one, where: $0 .!= $1) }
    case .select: map(a, b, c, y, vectors) { $2.replacing(with: $1, where: $0 .!= zero) }
    case .clip: map(a, b, c, y, vectors) { VectorMath.min(VectorMath.max($0, $1), $2) }
    }
  }

  @inline(__always)
  private static func map(
    _ a: FormulaSlot, _ y: UnsafeMutablePointer<Float>, _ vectors: Int,
    _ function: (Float8) -> Float8
  ) {
    var (left, to) = (a.floats, y)
    for _ in 0..<vectors {
      VectorMath.store(function(VectorMath.load(left)), to)
      left += a.step
      to += 8
    }
  }

  @inline(__always)
  private static func map(
    _ a: FormulaSlot, _ b: FormulaSlot, _ y: UnsafeMutablePointer<Float>, _ vectors: Int,
    _ function: (Float8, Float8) -> Float8
  ) {
    var (left, right, to) = (a.floats, b.floats, y)
    for _ in 0..<vectors {
      VectorMath.store(function(VectorMath.load(left), VectorMath.load(right)), to)
      left += a.step
      right += b.step
      to += 8
    }
  }

  @inline(__always)
  private static func map(
    _ a: FormulaSlot, _ b: FormulaSlot, _ c: FormulaSlot, _ y: UnsafeMutablePointer<Float>,
    _ vectors: Int, _ function: (Float8, Float8, Float8) -> Float8
  ) {
    var (first, second, third, to) = (a.floats, b.floats, c.floats, y)
    for _ in 0..<vectors {
      let value = function(
        VectorMath.load(first), VectorMath.load(second), VectorMath.load(third))
      VectorMath.store(value, to)
      first += a.step
      second += b.step
      third += c.step
      to += 8
    }
  }
}
