import TestSupport
import Testing

@testable import QuickDrawModels

/// A drawing that is shown is the one that the model read.
@Suite struct DrawingsAgainTests {
  /// The rows that a source gives are those of the drawing that it gives.
  private func compare(_ dataset: Dataset) throws {
    var reader = dataset.source.reader()
    for index in 0..<dataset.count {
      let drawing = try #require(try dataset.source.drawing(at: index))
      var rows: [Float] = []
      _ = try reader.append(index, to: &rows)
      #expect(Ink.points(of: drawing) == rows, "drawing \(index)")
    }
  }

  @Test func ofFiles() throws {
    let folder = try TemporaryFolder()
    let lines = (2..<9).map { points in
      let places = (0..<points).map { "\($0 * $0 % 50)" }.joined(separator: ",")
      return #"{"word":"cat","drawing":[[[\#(places)],[\#(places)]],[[7,9],[1,250]]]}"# + "\n"
    }
    try folder.write(lines.joined(), to: "cat.ndjson")
    var options = DataOptions(.everything, path: folder.path)
    options.memoryLimit = 0
    let dataset = try #require(try DataSource.open(nil, options).eval)
    #expect(dataset.count == 7)
    try compare(dataset)
  }

  @Test func ofTheProgramItself() throws {
    var options = DataOptions(.evaluation)
    options.builtInEvaluation = 2
    let absent = DataDescription(format: .ndjson, train: ["absent/*.ndjson"])
    let dataset = try #require(try DataSource.open(absent, options).eval)
    #expect(dataset.count > 20)
    try compare(dataset)
  }

  /// Where only rows are kept, there is no drawing, and none is made up.
  @Test func ofRows() throws {
    var examples = MemoryExamples()
    examples.add([0.5, 0, 1], label: 0)
    #expect(try examples.drawing(at: 0) == nil)
  }
}
