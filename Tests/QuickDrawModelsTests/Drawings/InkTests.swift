import Testing

@testable import QuickDrawModels

@Suite struct InkTests {
  /// A stroke of three points and one of two, 4 wide and 2 high.
  private var drawing: Drawing {
    var drawing = Drawing(word: "hook")
    drawing.appendStroke(xs: [10, 14, 14], ys: [5, 5, 7])
    drawing.appendStroke(xs: [12, 11], ys: [6, 6])
    return drawing
  }

  @Test func eachAxisIsScaledByItsOwnExtent() {
    let rows = Ink.points(of: drawing)
    #expect(rows == [1, 0, 0, 0, 1, 1, -0.5, -0.5, 0, -0.25, 0, 1])
  }

  @Test func uniformKeepsTheAspectRatio() {
    let rows = Ink.points(of: drawing, normalize: .uniform)
    #expect(rows == [1, 0, 0, 0, 0.5, 1, -0.5, -0.25, 0, -0.25, 0, 1])
  }

  @Test func anExtentOfZeroCountsAsOne() {
    var flat = Drawing()
    flat.appendStroke(xs: [3, 5], ys: [9, 9])
    #expect(Ink.points(of: flat) == [1, 0, 1])
    var dot = Drawing()
    dot.appendStroke(xs: [3, 3], ys: [9, 9])
    #expect(Ink.points(of: dot, normalize: .uniform) == [0, 0, 1])
  }

  @Test func aFirstStrokeOfOnePointLeavesNoMark() {
    var drawing = Drawing()
    drawing.appendStroke(xs: [0], ys: [0])
    #expect(Ink.points(of: drawing).isEmpty)
    drawing.appendStroke(xs: [1, 2], ys: [1, 2])
    #expect(Ink.points(of: drawing) == [0.5, 0.5, 0, 0.5, 0.5, 1])
  }

  @Test func rowsAreAppendedBehindOthers() {
    var rows: [Float] = [7]
    #expect(Ink.append(drawing, to: &rows) == 4)
    #expect(Ink.append(Drawing(), to: &rows) == 0)
    #expect(rows == [7] + Ink.points(of: drawing))
  }
}
