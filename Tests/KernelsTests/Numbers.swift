/// Small deterministic numbers in [-1, 1) for tests, unrelated to the generator under test.
func numbers(_ count: Int, seed: UInt32) -> [Float] {
  var state = seed &* 2_654_435_761 | 1
  return (0..<count).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return Float(Int32(bitPattern: state) >> 8) / 8_388_608
  }
}
