import Foundation
import TestSupport
import Testing

@testable import ModelTools

/// Curves of runs on a terminal and as a picture.
@Suite struct RunComparisonTests {
  private let samples: RunSamples

  init() throws {
    samples = try RunSamples()
    try samples.write("a", units: 4, accuracies: [0.5, 0.7, 0.8, 0.82])
    try samples.write("b", units: 16, accuracies: [0.9, 0.8])
  }

  private func compare(
    _ metrics: [String] = ["loss", "eval.accuracy"], smoothing: Double = 0
  ) throws -> RunComparison {
    try RunComparison(try samples.find().runs, metrics: metrics, smoothing: smoothing)
  }

  @Test func onATerminal() throws {
    let lines = try compare().lines(width: 72).map { samples.short($0) }
    // Names have the temporary folder before them, whose length is any.
    let text = lines.map { $0.replacing(/run {5,}/, with: "run  ").replacing(/─{90,}/, with: "──") }
    try expectGolden(text.map { $0 + "\n" }.joined(), "runs/compare.txt")
    #expect(
      lines.filter { !$0.hasPrefix("A ") && !$0.hasPrefix("B ") }.allSatisfy { $0.last != " " })
    // The table below may be wider; the pictures are not.
    #expect(
      lines.prefix { !$0.hasPrefix("  ") || !$0.contains("run") }.allSatisfy { $0.count <= 72 })
  }

  @Test func asAPicture() throws {
    let svg = samples.short(try compare(smoothing: 0.5).svg)
    try expectGolden(svg, "runs/compare.svg")
    let document = try XMLCheck.parse(svg)
    #expect(document.elements["title"] == 5, "the picture's own and one a curve")
    #expect(document.elements["svg"] == 1)
  }

  @Test func quantitiesByName() throws {
    let titles = try compare([
      "loss", "eval.loss", "accuracy", "train.accuracy", "drawings_per_second",
    ]).panels.map(\.title)
    #expect(
      titles == [
        "training loss", "evaluation loss", "evaluation accuracy", "training accuracy",
        "drawings per second",
      ])
    let error = #expect(throws: RunQueryError.self) { try compare(["eval.acuracy"]) }
    #expect(error?.message == "no run has measured `eval.acuracy`")
    #expect(error?.hint == "did you mean `eval.accuracy`?")
    let short = #expect(throws: RunQueryError.self) { try compare(["acuracy"]) }
    #expect(short?.hint == "did you mean `accuracy`?")
  }

  @Test func withoutNamesLossAndMainMetric() throws {
    #expect(
      RunComparison(try samples.find().runs).panels.map(\.title) == [
        "training loss", "evaluation accuracy",
      ])
  }

  @Test func nothingMeasuredYet() throws {
    try samples.write("c", accuracies: [])
    let run = try #require(try samples.find("c").runs.first)
    #expect(RunComparison([run]).panels.isEmpty)
    #expect(RunComparison.overview(of: [run]).allSatisfy { $0.curves.isEmpty })
  }

  /// Seeds of the same settings share a letter, which stands once at the mean of their ends.
  @Test func seedsLookAlike() throws {
    try samples.write("c", units: 4, seed: 2, accuracies: [0.5, 0.7, 0.8, 0.78])
    let comparison = try compare()
    #expect(comparison.looks.map(\.letter) == ["A", "B", "A"])
    let ends = comparison.svg.matches(of: /class="letter hue\d" x="[\d.]+" y="[\d.]+">(\w)</)
    #expect(ends.map { String($0.output.1) }.sorted() == ["A", "A", "B", "B"])
    // Without other differences each run is one of a kind.
    let runs = comparison.runs.filter { !$0.name.hasSuffix("b") }
    #expect(RunComparison(runs).looks.map(\.letter) == ["A", "B"])
  }

  @Test func manyRunsHaveLettersAndDashes() throws {
    let run = try #require(try samples.find("a").runs.first)
    let comparison = RunComparison(Array(repeating: run, count: 30))
    let letters = comparison.looks.map(\.letter)
    #expect(letters.prefix(2) == ["A", "B"] && letters.last == "D2" && Set(letters).count == 30)
    let looks = (0..<28).map { "\(ChartStyle.hue(of: $0)) \(ChartStyle.dashes(of: $0) ?? "")" }
    #expect(Set(looks).count == 28, "no two of 28 runs look the same")
    // The letters at the ends stay in the chart, and in the columns of the terminal.
    let places = comparison.svg.matches(of: /class="letter hue\d" x="[\d.]+" y="([\d.]+)"/)
      .compactMap { Double($0.output.1) }
    #expect(places.count == 60 && places.allSatisfy { (34...274).contains($0) }, "\(places)")
    let rows = comparison.lines(width: 60).prefix { !$0.contains("run") }
    #expect(rows.allSatisfy { $0.count <= 60 })
  }
}
