import Runtime

/// A small generator with a seed (SplitMix64), so that a failing test fails again.
struct RandomNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A tensor of `shape` with numbers between `-size` and `size`.
  mutating func tensor(_ shape: [Int], size: Float = 1) -> Tensor {
    Tensor(
      shape, (0..<shape.reduce(1, *)).map { _ in Float.random(in: -size...size, using: &self) })
  }
}

extension Tensor {
  /// The sum of the products of the elements.
  func dot(_ other: Tensor) -> Double {
    zip(floats, other.floats).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  /// The elements plus `factor` times those of `other`; integers stay.
  func adding(_ other: Tensor, times factor: Float) -> Tensor {
    guard scalar == .f32 else { return self }
    return Tensor(shape, zip(floats, other.floats).map { $0 + factor * $1 })
  }

  /// Whether both have the same bits.
  func isIdentical(to other: Tensor) -> Bool {
    shape == other.shape && scalar == other.scalar
      && zip(floats, other.floats).allSatisfy { $0.bitPattern == $1.bitPattern }
  }
}
