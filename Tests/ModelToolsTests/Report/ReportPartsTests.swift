import Foundation
import QuickDrawModels
import Runtime
import TestSupport
import Testing

@testable import ModelTools

/// What a page is made of: which drawings, which mistakes, and pictures that are well formed.
@Suite struct ReportPartsTests {
  private func answer(_ index: Int, _ label: Int, _ answer: Int, _ probability: Double)
    -> AnsweredDrawing
  {
    AnsweredDrawing(
      index: index, label: label, answer: answer, probability: probability, labelProbability: 0)
  }

  /// One a class of the right ones, one a pair of the wrong ones, the surest first.
  @Test func samples() {
    var samples = AnswerSamples()
    for drawing in [
      answer(0, 0, 0, 0.8), answer(1, 0, 0, 0.9), answer(2, 1, 1, 0.95), answer(3, 0, 1, 0.6),
      answer(4, 0, 1, 0.7), answer(5, 1, 0, 0.5), answer(6, 0, 1, 0.7), answer(7, 0, 1, 0.65),
    ] { samples.add(drawing) }
    #expect(samples.best(9).map(\.index) == [2, 1])
    #expect(samples.best(1).map(\.index) == [2])
    #expect(samples.worst(9).map(\.index) == [4, 5])
    #expect(samples.of(label: 0, takenFor: 1).map(\.index) == [4, 6, 7])
    #expect(samples.of(label: 1, takenFor: 2).isEmpty)
  }

  private func matrix(_ rows: [[Int]]) -> ConfusionMatrix {
    var matrix = ConfusionMatrix(classCount: rows.count)
    for (label, row) in rows.enumerated() {
      for (prediction, count) in row.enumerated() {
        for _ in 0..<count { matrix.add(label: label, prediction: prediction) }
      }
    }
    return matrix
  }

  @Test func aMatrixAsAPicture() throws {
    let names = ["cat", "<dog>", "bird"]
    let picture = ConfusionSVG(matrix([[5, 2, 0], [0, 3, 0], [0, 0, 0]]), names: names)
    #expect(
      !picture.isPart == false && picture.classCount == 2, "a class without drawings has no row")
    let text = picture.image(id: "one").joined(separator: "\n")
    let elements = try XMLCheck.parse(text).elements
    // The ground and a square for each of three counts.
    #expect(elements["rect"] == 4 && elements["title"] == 4)
    #expect(text.contains("cat taken for &lt;dog&gt;: 2 of 7 (28.6 %)"))
  }

  /// With very many classes those are shown that take part in most mistakes.
  @Test func aLargeMatrixIsShownInPart() {
    var rows = (0..<60).map { row in (0..<60).map { $0 == row ? 3 : 0 } }
    rows[57][58] = 9
    let picture = ConfusionSVG(matrix(rows), names: (0..<60).map { "class \($0)" })
    #expect(picture.isPart && picture.classCount == ConfusionSVG.mostClasses)
    let text = picture.image(id: "one").joined()
    #expect(text.contains(">class 57<") && text.contains(">class 58<"))
  }

  @Test func aDrawingAsAPicture() throws {
    var examples = MemoryExamples()
    // A line to the right, then one down, twice as long: the higher one fills the square.
    examples.add([0.5, 0, 1, 0, 1, 1], label: 0)
    let dataset = Dataset(source: examples, classes: try ClassList(names: ["a"]), name: "test")
    let text = try #require(DrawingSVG.text(of: 0, in: dataset, title: "an \"a\""))
    #expect(try XMLCheck.parse(text).elements["path"] == 1)
    #expect(text.contains("d=\"M28 6L72 6M72 94h0.1\""), "\(text)")
    #expect(text.contains("an &quot;a&quot;"))
  }

  /// A bin of certainty is a dot, on the diagonal where certainty is what it says.
  @Test func certaintyAsAPicture() throws {
    var report = ClassificationReport(classCount: 2)
    // Twice 4 to 1 for the first class, which is right once: certainty 80 %, right 50 %.
    for label in [0, 1] { report.add(logits: [Float(4).logarithm, 0], labels: [label]) }
    let text = CalibrationSVG(report.calibration).image(id: "one").joined(separator: "\n")
    let elements = try XMLCheck.parse(text).elements
    #expect(elements["circle"] == 1 && elements["title"] == 2)
    #expect(text.contains("2 answers with 80.0 % certainty on average: 50.0 % right (9.5 to 90.5)"))
  }

  /// Inside a page the rules of the graph touch nothing but the graph.
  @Test func rulesOfTheGraphStayThere() {
    for line in PlotStyle.rules(scope: ".graph").split(separator: "\n") {
      #expect(line.hasPrefix(".graph ") || line.hasPrefix("@media") || line == "}", "\(line)")
    }
  }

  @Test func textsAreEscaped() {
    #expect(Markup.escaped("a<b & \"c\"\u{1B}[1m") == "a&lt;b &amp; &quot;c&quot;&lt;U+001B&gt;[1m")
    #expect(Markup.number(1.04) == "1" && Markup.number(-0.25) == "-0.3")
  }
}

extension Float {
  /// The natural logarithm.
  fileprivate var logarithm: Float { Float(log(Double(self))) }
}
