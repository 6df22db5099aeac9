import Foundation
import Runtime
import TestSupport
import Testing

/// `graphrun report`: what is written, and what a browser makes of it.
@Suite struct ReportCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  private func train(_ run: String, _ more: String...) throws {
    let arguments = [
      "train", Repository.model("quickdraw-small"), "--data", "drawings", "--steps", "4", "--run",
      run, "--set", "num_layers=1", "--set", "train.summaries.every=1 steps", "--set",
      "train.eval.every=2 steps",
    ]
    let trained = try program.finish(try program.start(arguments + more))
    #expect(trained.status == 0, "\(trained.errors)")
  }

  private func report(_ arguments: String...) throws -> String {
    let result = try program.finish(
      try program.start(["report"] + arguments + ["-o", "report.html"]))
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.isEmpty)
    return try program.folder.text("report.html")
  }

  private func makeDrawings() throws {
    let made = try program.run(
      "data", "synth", "-o", "drawings", "-n", "30", "--categories", "circle,star,fish,house")
    #expect(made.status == 0, "\(made.errors)")
  }

  /// One run and two runs, on a desk and on a phone, in the light and in the dark.
  @Test func aBrowserShowsIt() throws {
    try makeDrawings()
    try train("runs/a", "--set", "num_nodes=8")
    try train("runs/b", "--set", "num_nodes=12")
    let one = try report("runs/a")
    let two = try report("runs", "--each", "--smooth", "0.5")
    for page in [one, two] {
      for load in ["<script", "<img", "<iframe", "@import", "url(http", "src=\"", "href=\"http"] {
        #expect(!page.contains(load), "something is loaded by \(load)")
      }
    }
    let sections = [
      "Curves", "Drawings", "What is taken for what", "Class by class", "Scores", "Certainty",
    ]
    let more = ["The graph", "The receipt"]
    guard let browser = Browser() else {
      return print("report: no Chromium in PATH, so no browser opened the page")
    }
    for (page, width, isDark) in [(one, 1280, false), (one, 390, true), (two, 390, false)] {
      let visit = try browser.visit(page, width: width, isDark: isDark, in: program.folder)
      #expect(visit.console.isEmpty, "\(visit.console)")
      let facts = visit.facts
      #expect((facts["width"]?.integer ?? .max) <= width, "the page scrolls sideways: \(facts)")
      #expect(facts["flat"] == 0 && facts["untitled"] == 0, "\(facts)")
      #expect((facts["pictures"]?.integer ?? 0) > 10, "\(facts)")
      #expect(facts["repeated"] == [], "\(facts)")
      let (light, dark) = (
        JSONValue.string("rgb(255, 255, 255)"), JSONValue.string("rgb(13, 17, 23)")
      )
      #expect(facts["paper"] == (isDark ? dark : light))
      let headings = facts["headings"]?.array?.compactMap(\.string) ?? []
      let expected =
        page == one
        ? sections + more
        : ["Curves", "What differs"]
          + ["runs/a", "runs/b"].flatMap { [$0] + sections.dropFirst() + more }
      #expect(headings == expected)
    }
    // The check would see a mistake.
    let broken = try browser.visit(
      "<html><body><img src=\"absent.png\"><script>wrong()</script></body></html>", width: 400,
      in: program.folder)
    #expect(!broken.console.isEmpty)
  }

  @Test func withoutItsDataARunIsShownWithoutAnswers() throws {
    try makeDrawings()
    try train("runs/a")
    try FileManager.default.removeItem(atPath: program.folder.file("drawings"))
    let result = try program.run("report", "runs/a", "-o", "report.html")
    #expect(result.status == 0)
    #expect(
      result.errors.contains("note: runs/a is shown without its answers: "), "\(result.errors)")
    let page = try program.folder.text("report.html")
    #expect(page.contains("Not measured: ") && page.contains("<h2>Curves</h2>"))

    // What was asked for is not passed over.
    let asked = try program.run("report", "runs/a", "--data", "absent", "-o", "other.html")
    #expect(asked.status == 66, "\(asked.errors)")
    #expect(try !program.folder.names().contains("other.html"))
  }

  @Test func mistakes() throws {
    #expect(try program.run("report", "absent", "-o", "report.html").status == 66)
    #expect(try program.run("report", "absent").status == 64)
    #expect(try program.run("report", "absent", "-o", "r.html", "--smooth", "1").status == 64)
    #expect(try program.folder.names().filter { !$0.hasPrefix(".") } == [])
  }
}
