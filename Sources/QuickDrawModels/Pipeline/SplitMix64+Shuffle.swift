extension SplitMix64 {
  /// Puts `values` into random order, each order being equally likely (Fisher and Yates).
  mutating func shuffle<T>(_ values: inout [T]) {
    guard values.count > 1 else { return }
    for last in stride(from: values.count - 1, through: 1, by: -1) {
      values.swapAt(last, below(last + 1))
    }
  }
}
