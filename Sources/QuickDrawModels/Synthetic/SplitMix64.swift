import Foundation

/// A generator with 64 bits of state and the same numbers on every machine.
///
/// From G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators"
/// (2014).
public struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// A generator that begins with `seed`.
  public init(seed: UInt64) { state = seed }

  /// A generator of its own for every text, number and seed.
  init(seed: UInt64, text: String, index: Int) {
    // FNV-1a, and a round of mixing after each part so that neighbours have nothing in common.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var mixed = SplitMix64(seed: seed)
    mixed.state = mixed.next() ^ hash
    mixed.state = mixed.next() ^ UInt64(bitPattern: Int64(index))
    state = mixed.next()
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number in 0..<1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in 0..<bound.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in `range`, all of it equally likely.
  mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// A whole number in `range`.
  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True with probability `chance`.
  mutating func happens(_ chance: Double) -> Bool { unit() < chance }

  /// A normally distributed number, after Box and Muller.
  mutating func normal(_ deviation: Double = 1) -> Double {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return deviation * radius * cos(2 * .pi * unit())
  }

  /// The same elements in any order.
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    for index in elements.indices.reversed() { elements.swapAt(index, below(index + 1)) }
    return elements
  }

  /// One of `choices`, each as likely as its weight says.
  mutating func pick<Choice>(_ choices: [(Choice, weight: Double)]) -> Choice {
    var rest = unit() * choices.reduce(0) { $0 + $1.weight }
    for (choice, weight) in choices {
      if rest < weight { return choice }
      rest -= weight
    }
    return choices[choices.count - 1].0
  }
}
