import Runtime
import TestSupport
import Testing

@testable import ModelTools

/// Whole reports.
@Suite struct DiffReportTests {
  private let trial: DiffTrial

  init() throws { trial = try DiffTrial() }

  @Test func everyShippedModelAgainstTheReference() throws {
    let reference = try DiffSubject(Repository.model("quickdraw"), title: "quickdraw.yaml")
    for name in try Repository.models() where name != "quickdraw" {
      let other = try DiffSubject(Repository.model(name), title: "\(name).yaml")
      try expectGolden(DiffReport(ModelDiff(reference, other)).text(), "diff/\(name).txt")
    }
  }

  @Test func oneEditAReport() throws {
    let edits = [
      "layer-added": "add: {graph.tail: {op: dense, units: 8, activation: relu, after: pooled}}",
      "layer-changed": "set: {graph.convs.conv: {op: conv1d, filters: $width, kernel: 5}}",
      "step-added": "set: {widths: [3, 5, 8]}",
      "inputs-changed": "set: {inputs.ink: \"f32[B, T, 2]\"}",
      "optimizer-changed": "set: {train.optimizer: {op: adam, learning_rate: 1e-3}}",
      "output-removed": "remove: [outputs.logits]",
    ]
    for (name, edit) in edits {
      let diff = try trial.diff(edit)
      try expectGolden(DiffReport(diff).text(), "diff/edits/\(name).txt")
    }
  }

  @Test func renamed() throws {
    let diff = try trial.diff(with: DiffTrial.base.replacing("pooled:", with: "summed:"))
    try expectGolden(DiffReport(diff).text(), "diff/edits/renamed.txt")
  }

  @Test func otherForms() throws {
    let small = ModelDiff(
      try DiffSubject(Repository.model("quickdraw"), title: "quickdraw.yaml"),
      try DiffSubject(Repository.model("quickdraw-small"), title: "quickdraw-small.yaml"))
    try expectGolden(DiffReport(small).markdown, "diff/quickdraw-small.md")
    let diff = try trial.diff("set: {units: 9}")
    try expectGolden(DiffReport(diff, showsAll: true).text(), "diff/edits/all.txt")
    try expectGolden("\(diff.json())\n", "diff/edits/units.json")
  }

  /// The colours say what the signs say.
  @Test func colours() throws {
    let report = DiffReport(try trial.diff("set: {units: 9}"))
    let text = report.text(isColoured: true)
    #expect(text.contains("\u{1B}[33m~ units  4 → 9\u{1B}[0m\n"))
    #expect(text.replacing(/\u{1B}\[\d+m/, with: "") == report.text())
  }

  @Test func namesCannotSteerATerminal() throws {
    let text = DiffTrial.base.replacing("drawings/*.ndjson", with: "a\\e[2J|b")
    let report = DiffReport(try trial.diff(with: text))
    #expect(!report.text().contains("\u{1B}"))
    #expect(
      report.markdown.contains("a<U+001B>".replacing("<", with: "\\<").replacing(">", with: "\\>")))
    #expect(report.markdown.contains("\\|b"))
  }
}
