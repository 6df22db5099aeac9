import TestSupport
import Testing

@testable import QuickDrawModels

@Suite struct DataHeadTests {
  /// A square of four strokes' worth of points, and a drawing of one stroke.
  private func dataset() throws -> Dataset {
    var examples = MemoryExamples()
    examples.add([1, 0, 0, 0, 1, 0, -1, 0, 0, 0, -1, 1], label: 1)
    examples.add([1, 1, 1, 0, -1, 1], label: nil)
    examples.add([], label: 0)
    return Dataset(
      source: examples, classes: try ClassList(names: ["none", "square"]), name: "set",
      byteCount: 77)
  }

  @Test func theHeadNamesClassPointsAndStrokes() throws {
    let lines = try DataHead.lines(of: try dataset(), count: 9, pictures: false)
    #expect(
      lines == [
        "0: square (class 1), 4 points, 1 strokes", "1: no class, 2 points, 2 strokes",
        "2: none (class 0), 0 points, 0 strokes",
      ])
    #expect(try DataHead.lines(of: try dataset(), count: -1).isEmpty)
  }

  @Test func aSquareLooksLikeOne() {
    let square: [Float] = [1, 0, 0, 0, 1, 0, -1, 0, 0, 0, -1, 1]
    #expect(InkPicture.rows(of: square, columns: 4, rows: 2) == ["⡏⠉⠉⢹", "⣇⣀⣀⣸"])
    #expect(InkPicture.rows(of: []).isEmpty)
  }

  @Test func thePenIsUpBetweenStrokes() {
    // Down the left side, then without a mark to the right side, and down that.
    let sides: [Float] = [0, 1, 1, 1, -1, 0, 0, 1, 1]
    #expect(InkPicture.rows(of: sides, columns: 4, rows: 2) == ["⡇⠀⠀⢸", "⡇⠀⠀⢸"])
  }

  @Test func absurdNumbersMakeAPictureToo() {
    let rows = InkPicture.rows(of: [3e38, 3e38, 0, 3e38, -3e38, 1], columns: 4, rows: 2)
    #expect(rows.count <= 2)
  }

  @Test func statisticsCountClassesAndLengths() throws {
    let statistics = try DataStatistics(try dataset())
    #expect(statistics.drawings == 3)
    #expect(statistics.empty == 1)
    #expect(statistics.unlabelled == 1)
    #expect(statistics.classes.map(\.count) == [1, 1])
    #expect(statistics.points.mean == 2)
    #expect(statistics.points.median == 2)
    #expect(statistics.points.percentile99 == 4)
    #expect(statistics.description.contains("3 drawings of 2 classes, 77 bytes"))
  }
}
