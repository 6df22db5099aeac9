import Testing

@testable import QuickDrawModels

@Suite struct BuiltInExamplesTests {
  private static let seed: UInt64 = 5

  private func examples(_ names: [String], memoryLimit: Int = 1 << 20) throws -> BuiltInExamples {
    let parts = try names.enumerated().map { label, name in
      let recipe = try #require(SyntheticDrawings.recipes.first { $0.name == name })
      return BuiltInExamples.Part(recipe: recipe, label: label + 10)
    }
    return BuiltInExamples(
      parts, numbers: 3..<7, seed: Self.seed, normalize: .perAxis, memoryLimit: memoryLimit)
  }

  private func rows(_ category: String, _ number: Int) throws -> [Float] {
    let drawing = SyntheticDrawings.drawing(category: category, index: number, seed: Self.seed)
    return Ink.points(of: try #require(drawing))
  }

  @Test func anIndexMeansACategoryAndANumber() throws {
    let examples = try examples(["cloud", "star"])
    #expect(examples.count == 8)
    var reader = examples.reader()
    for (index, category, number) in [(0, "cloud", 3), (3, "cloud", 6), (4, "star", 3)] {
      var points: [Float] = [-1]
      let label = try reader.append(index, to: &points)
      #expect(label == (category == "cloud" ? 10 : 11))
      #expect(try Array(points.dropFirst()) == rows(category, number))
    }
  }

  @Test func whatIsKeptAndWhatIsMadeAgainAreTheSame() throws {
    for memoryLimit in [0, 500, 1 << 20] {
      let examples = try examples(["fish", "sun"], memoryLimit: memoryLimit)
      var epochs: [[Float]] = []
      for order in [Array(0..<8), Array((0..<8).reversed())] {
        // Another reader, as every epoch of an evaluation has.
        var reader = examples.reader()
        var drawings = Array(repeating: [Float](), count: 8)
        for index in order { _ = try reader.append(index, to: &drawings[index]) }
        #expect(drawings.indices.allSatisfy { drawings[$0].count == examples.size(of: $0) })
        epochs.append(Array(drawings.joined()))
      }
      #expect(epochs[0] == epochs[1])
    }
  }

  @Test func theCacheKeepsToItsLimit() {
    let cache = RowCache(memoryLimit: 20)
    cache.keep([1, 2, 3], at: 0)
    cache.keep([4, 5, 6], at: 1)
    cache.keep([7], at: 2)
    #expect([0, 1, 2].map { cache.size(of: $0) } == [3, nil, 1])
    var points: [Float] = [0]
    #expect(cache.append(0, to: &points) && !cache.append(1, to: &points))
    #expect(points == [0, 1, 2, 3])
  }

  @Test func batchesAndOpeningDoNotMakeTheWholeSet() throws {
    var options = DataOptions(.training)
    // So many that making them all would take minutes.
    options.builtInTraining = 1_000_000
    let absent = DataDescription(format: .ndjson, folder: "no/such/folder", train: ["t-*"])
    let source = try DataSource.open(absent, options)
    let train = try #require(source.train)
    #expect(train.count == 1_000_000 * SyntheticDrawings.categories.count)
    var points: [Float] = []
    var reader = train.source.reader()
    #expect(try reader.append(train.count - 1, to: &points) == source.classes.count - 1)
    #expect(!points.isEmpty)
  }
}
