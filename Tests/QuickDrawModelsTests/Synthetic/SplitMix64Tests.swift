import Testing

@testable import QuickDrawModels

@Suite struct SplitMix64Tests {
  /// The expected numbers come from the published formula, worked out with Python's integers.
  @Test func numbersAreThoseOfTheFormula() {
    var random = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.allSatisfy { random.next() == $0 })
  }

  @Test func streamsDifferByEachPartOfTheirName() {
    let names = [(1, "a", 0), (2, "a", 0), (1, "b", 0), (1, "a", 1), (1, "a", -1)]
    let firsts = names.map { seed, text, index in
      var random = SplitMix64(seed: UInt64(seed), text: text, index: index)
      return random.next()
    }
    #expect(Set(firsts).count == names.count)
  }

  @Test func rangesAndWeightsHold() {
    var random = SplitMix64(seed: 3)
    var counts = [0, 0, 0]
    var sum = 0.0
    var squares = 0.0
    for _ in 0..<20_000 {
      counts[random.pick([(0, weight: 1), (1, weight: 2), (2, weight: 1)])] += 1
      #expect((2.0...3.0).contains(random.uniform(2...3)))
      #expect((-1...1).contains(random.integer(-1...1)))
      let value = random.normal()
      sum += value
      squares += value * value
    }
    #expect((9_600...10_400).contains(counts[1]) && (4_700...5_300).contains(counts[0]))
    #expect(abs(sum / 20_000) < 0.03 && abs(squares / 20_000 - 1) < 0.05)
    #expect(random.shuffled(Array(0..<50)).sorted() == Array(0..<50))
  }
}
