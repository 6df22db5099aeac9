import TestSupport
import Testing

@testable import QuickDrawModels

@Suite struct SelectionTests {
  /// A sample of `limit` from files that hold `counts[word]` drawings of two points.
  private func sample(_ counts: [(String, Int)], limit: Int, seed: UInt64) throws -> LineSample {
    let folder = try TemporaryFolder()
    let paths = try counts.map { word, count in
      let line = #"{"word":"\#(word)","drawing":[[[0,1],[0,1]]]}"# + "\n"
      return try folder.write(String(repeating: line, count: count), to: word)
    }
    var sample = LineSample(limit: limit, seed: seed)
    try sample.read(paths, DrawingReader.Options()) { _, _ in }
    return sample
  }

  /// Each of 20 drawings is among 5 chosen with probability 1/4: in 400 seeds 100 times on average,
  /// with a standard deviation of 8.7.
  @Test func everyDrawingHasTheSameChance() throws {
    var counts = [Int](repeating: 0, count: 20)
    for seed in 0..<400 {
      let sample = try sample([("cat", 20)], limit: 5, seed: UInt64(seed))
      let lines = try #require(sample.classes["cat"]).places.map { Int($0.line) - 1 }
      #expect(Set(lines).count == 5)
      for line in lines { counts[line] += 1 }
    }
    #expect(counts.allSatisfy { (60...140).contains($0) }, "\(counts)")
  }

  @Test func aClassIsSampledWithoutRegardToOthers() throws {
    let alone = try sample([("cat", 50)], limit: 5, seed: 3).classes["cat"]?.places
    let together = try sample([("cat", 50), ("dog", 9)], limit: 5, seed: 3).classes["cat"]?.places
    #expect(alone?.count == 5)
    #expect(alone == together)
  }

  @Test func onlyTheSampleIsRemembered() throws {
    let sample = try sample([("cat", 3_000)], limit: 7, seed: 1)
    #expect(sample.classes["cat"]?.seen == 3_000)
    #expect(sample.classes["cat"]?.places.count == 7)
  }
}
