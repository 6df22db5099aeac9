extension Initializer {
  func fill(
    _ values: UnsafeMutablePointer<Float>, count: Int, name: String, seed: UInt64
  ) {
    values.update(repeating: 0, count: count)
  }
}
