import OracleSupport
import Testing

@testable import Runtime

@Suite struct InitializerTests {
  @Test func statisticsAgreeWithKeras() throws {
    guard let json = try Oracles.json("metrics/initialisers.json") else { return }
    var (checked, others) = (0, Set<String>())
    for value in json["cases"]?.array ?? [] {
      let name = try #require(value["init"]?.string)
      let shape = try #require(value["shape"]?.array).compactMap(\.integer)
      let (fanIn, fanOut) = (
        try #require(value["fan_in"]?.integer), try #require(value["fan_out"]?.integer)
      )
      guard let initializer = initializer(name, fanIn, fanOut) else {
        others.insert(name)
        continue
      }
      // Small shapes have too few elements for statistics.
      let count = max(shape.reduce(1, *), 20_000)
      let floats = fill(initializer, count: count, name: "\(name) \(shape)")
      let mean = floats.reduce(0) { $0 + Double($1) } / Double(count)
      let variance = floats.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
      let deviation = (variance / Double(count)).squareRoot()
      let theory = try #require(value["std_theory"]?.double)
      #expect(
        (deviation / theory - 1).magnitude <= 0.03, "\(name) \(shape): \(deviation), \(theory)")
      #expect(mean.magnitude <= 5 * theory / Double(count).squareRoot(), "\(name) \(shape)")
      let largest = floats.map(\.magnitude).max() ?? 0
      let bound = try #require(value["abs_max_theory"]?.double)
      #expect(Double(largest) <= bound * (1 + 1e-6), "\(name) \(shape): \(largest), \(bound)")
      checked += 1
    }
    print("metrics/initialisers: \(checked) cases checked; not in Initializer: \(others.sorted())")
  }

  @Test func numbersFollowFromSeedAndNameAlone() {
    let initializer = Initializer.heNormal(fanIn: 10)
    let (a, b) = (
      fill(initializer, count: 100, name: "a"), fill(initializer, count: 200, name: "a")
    )
    #expect(a == Array(b.prefix(100)))
    #expect(a != fill(initializer, count: 100, name: "b"))
    #expect(a != fill(initializer, count: 100, name: "a", seed: 2))
  }

  @Test func constantsAreThemselves() {
    #expect(fill(.zeros, count: 2, name: "") == [0, 0])
    #expect(fill(.ones, count: 2, name: "") == [1, 1])
    #expect(fill(.constant(0.5), count: 2, name: "") == [0.5, 0.5])
  }

  private func fill(
    _ initializer: Initializer, count: Int, name: String, seed: UInt64 = 1
  ) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      if let base = buffer.baseAddress {
        initializer.fill(base, count: count, name: name, seed: seed)
      }
      filled = count
    }
  }

  private func initializer(_ name: String, _ fanIn: Int, _ fanOut: Int) -> Initializer? {
    switch name {
    case "glorot_uniform": .glorotUniform(fanIn: fanIn, fanOut: fanOut)
    case "glorot_normal": .glorotNormal(fanIn: fanIn, fanOut: fanOut)
    case "he_uniform": .heUniform(fanIn: fanIn)
    case "he_normal": .heNormal(fanIn: fanIn)
    case "lecun_uniform": .lecunUniform(fanIn: fanIn)
    case "lecun_normal": .lecunNormal(fanIn: fanIn)
    default: nil
    }
  }
}
