import Foundation
import Kernels
import Testing

@Suite struct CounterRandomTests {
  static let count = 200_000

  static func uniform(_ key: RandomKey, count: Int = count, firstIndex: UInt64 = 0) -> [Float] {
    var values = [Float](repeating: -1, count: count)
    CounterRandom.fillUniform(&values, count: count, key: key, firstIndex: firstIndex)
    return values
  }

  /// The correlation of two sequences of uniform numbers; √count times it is nearly normal.
  static func correlation(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0.0) { $0 + (Double($1.0) - 0.5) * (Double($1.1) - 0.5) } * 12
      / Double(a.count)
  }

  static let keys = [
    RandomKey(seed: 0, stream: 0), RandomKey(seed: 1, stream: 0), RandomKey(seed: 0, stream: 1),
    RandomKey(seed: 0, stream: 0, step: 1), RandomKey(seed: .max, stream: .max, step: .max),
    RandomKey(seed: 42, stream: StableHash.fnv1a("rnn/dropout"), step: 7),
  ]

  @Test(arguments: keys) func meanAndVariance(key: RandomKey) {
    let values = Self.uniform(key)
    let count = Double(Self.count)
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = values.reduce(0.0) { $0 + Double($1) } / count
    let variance = values.reduce(0.0) { $0 + pow(Double($1) - 0.5, 2) } / count
    // Four and a half standard errors.
    #expect(abs(mean - 0.5) < 4.5 * (1 / 12.0 / count).squareRoot())
    #expect(abs(variance - 1 / 12.0) < 4.5 * (1 / 180.0 / count).squareRoot())
  }

  @Test(arguments: keys) func bytesAreUniform(key: RandomKey) {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 256), count: 4)
    for index in 0..<Self.count {
      let bits = CounterRandom.bits(key, index: UInt64(index))
      for byte in 0..<4 { counts[byte][Int(bits >> UInt32(8 * byte) & 255)] += 1 }
    }
    let expected = Double(Self.count) / 256
    for byte in counts {
      let chiSquare = byte.reduce(0.0) { $0 + pow(Double($1) - expected, 2) / expected }
      // 255 degrees of freedom: mean 255, deviation 22.6.
      #expect(chiSquare > 165 && chiSquare < 355)
    }
  }

  @Test(arguments: keys) func neighboursAreUncorrelated(key: RandomKey) {
    let values = Self.uniform(key)
    let limit = 4.5 / Double(Self.count).squareRoot()
    for lag in [1, 2, 3, 7, 8, 16, 128, 256, 512, 1_024, 65_536] {
      #expect(abs(Self.correlation(Array(values.dropFirst(lag)), values)) < limit * 1.3)
    }
  }

  @Test func keysAreUncorrelated() {
    let near =
      Self.keys + (2..<10).map { RandomKey(seed: 0, stream: 0, step: $0) }
      + (2..<6).map { RandomKey(seed: 0, stream: $0) }
    let sequences = near.map { Self.uniform($0, count: 50_000) }
    for first in 0..<sequences.count {
      for second in 0..<first {
        #expect(
          abs(Self.correlation(sequences[first], sequences[second])) < 4.5 / 50_000.0.squareRoot())
      }
    }
  }

  @Test func pairsFillTheSquare() {
    let values = Self.uniform(RandomKey(seed: 3, stream: 9))
    var counts = [Int](repeating: 0, count: 256)
    for index in stride(from: 0, to: Self.count, by: 2) {
      counts[Int(values[index] * 16) * 16 + Int(values[index + 1] * 16)] += 1
    }
    let expected = Double(Self.count) / 2 / 256
    let chiSquare = counts.reduce(0.0) { $0 + pow(Double($1) - expected, 2) / expected }
    #expect(chiSquare > 165 && chiSquare < 355)
  }

  @Test func aPartIsThePartOfTheWhole() {
    let key = RandomKey(seed: 5, stream: 6, step: 7)
    // The second start lets the upper half of the index change inside.
    for start: UInt64 in [0, (1 << 32) - 37, 1 << 63] {
      let whole = Self.uniform(key, count: 100, firstIndex: start)
      for (offset, count) in [(0, 1), (1, 8), (5, 31), (33, 67), (99, 1), (40, 0)] {
        let part = Self.uniform(key, count: count, firstIndex: start + UInt64(offset))
        #expect(part == Array(whole[offset..<offset + count]))
      }
      for index in 0..<100 {
        #expect(whole[index] == CounterRandom.uniform(key, index: start + UInt64(index)))
      }
    }
    let low = Self.uniform(key, count: 64)
    #expect(low != Self.uniform(key, count: 64, firstIndex: 1 << 32))
  }

  @Test func dropoutKeepsTheRightShareAndTheBackwardPassAgrees() {
    let key = RandomKey(seed: 8, stream: 1)
    for rate: Float in [0, 0.1, 0.3, 0.5, 0.9] {
      let x = [Float](repeating: 2, count: Self.count + 3)
      var y = x
      CounterRandom.dropout(x, &y, count: x.count, rate: rate, key: key)
      let kept = y.filter { $0 != 0 }
      #expect(kept.allSatisfy { abs($0 - 2 / (1 - rate)) < 1e-5 })
      let share = Double(kept.count) / Double(x.count)
      let deviation = (Double(rate) * Double(1 - rate) / Double(x.count)).squareRoot()
      #expect(abs(share - Double(1 - rate)) <= 4.5 * deviation + 1e-7)
      var gradient = [Float](repeating: 1, count: 50)
      CounterRandom.dropout(
        gradient, &gradient, count: 50, rate: rate, key: key, firstIndex: 100)
      #expect(zip(gradient, y[100..<150]).allSatisfy { ($0 == 0) == ($1 == 0) })
    }
    var none = [Float](repeating: .infinity, count: 20)
    CounterRandom.dropout(none, &none, count: 20, rate: 1, key: key)
    #expect(none == [Float](repeating: 0, count: 20))
  }

  @Test func rangesAreHalfOpen() {
    var values = [Float](repeating: 0, count: 100_000)
    CounterRandom.fillUniform(
      &values, count: values.count, low: -0.3, high: 0.3, key: RandomKey(seed: 1, stream: 2))
    #expect(values.allSatisfy { $0 >= -0.3 && $0 < 0.3 })
    #expect((values.min() ?? 0) < -0.299 && (values.max() ?? 0) > 0.299)
  }

  @Test func normalNumbers() {
    var values = [Float](repeating: 0, count: 100_000)
    CounterRandom.fillNormal(
      &values, count: values.count, mean: 1, deviation: 2, key: RandomKey(seed: 4, stream: 4))
    let count = Double(values.count)
    let mean = values.reduce(0.0) { $0 + Double($1) } / count
    let moments = [2.0, 3, 4].map { power in
      values.reduce(0.0) { $0 + pow((Double($1) - 1) / 2, power) } / count
    }
    #expect(abs(mean - 1) < 9 / count.squareRoot())
    #expect(abs(moments[0] - 1) < 0.021 && abs(moments[1]) < 0.055 && abs(moments[2] - 3) < 0.14)
    CounterRandom.fillNormal(
      &values, count: values.count, bound: 2, key: RandomKey(seed: 4, stream: 5))
    #expect(values.allSatisfy { $0.magnitude <= 2 })
    // The variance of a normal number given that it is within two deviations is 0.7737.
    let variance = values.reduce(0.0) { $0 + Double($1) * Double($1) } / count
    #expect(abs(variance - 0.7737) < 0.015)
    #expect(Set(values).count > 99_000)
  }

  @Test func hashesAreThePublishedOnes() {
    // The test values of the authors of FNV-1a.
    #expect(StableHash.fnv1a("") == 0xcbf2_9ce4_8422_2325)
    #expect(StableHash.fnv1a("a") == 0xaf63_dc4c_8601_ec8c)
    #expect(StableHash.fnv1a("foobar") == 0x8594_4171_f739_67e8)
  }
}
