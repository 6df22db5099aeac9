import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a page about runs: curves, differences, mistakes, drawings, graph, receipt.",
    discussion: """
      The page is one HTML file that needs no network and no script. It evaluates the run with the \
      best last evaluation, or every run with --each, on the drawings that its training held out. A \
      folder stands for the runs in it. Examples:
        graphrun report runs/quickdraw-1 -o report.html
        graphrun report runs/sweep -o sweep.html
        graphrun report runs/quickdraw-1 runs/quickdraw-2 --each -o both.html
      """)

  @Argument(help: "Runs, or folders that hold runs.", completion: .directory)
  var folders: [String]

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Write the page to this file.", valueName: "path"))
  var output: String

  @Flag(help: "Show the answers of every run, not only of the best.")
  var each = false

  @Flag(help: "Use a run's best checkpoint instead of its newest.")
  var best = false

  @Option(
    help: ArgumentHelp(
      "Evaluate on this data: a folder of ndjson or TFRecord files, or one file.",
      valueName: "path"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Smooth the curves of training: a weight from 0 to below 1, as in TensorBoard.",
      valueName: "weight"))
  var smooth = 0.0

  @OptionGroup var terminal: TerminalOptions

  func validate() throws {
    guard smooth >= 0, smooth < 1 else {
      throw ValidationError("--smooth wants a number from 0 to below 1, not \(smooth)")
    }
  }

  func run() throws {
    try Failure.reported(terminal) {
      let console = terminal.console
      let runs = try RunFinder.chosen(folders) { console.say("note: \($0)") }
      let chosen = each ? runs : [ReportPage.best(of: runs)].compactMap { $0 }
      let details = try chosen.map { run in
        let detail = try RunDetail(run, best ? .best : .newest, data: data) { done, count in
          console.rewrite(
            "\(run.name): \(Format.count(done)) of \(Format.count(count)) drawings")
        }
        console.rewrite("")
        detail.notices.forEach { console.say("note: \($0)") }
        if let missing = detail.missing {
          console.say("note: \(run.name) is shown without its answers: \(missing)")
        }
        return detail
      }
      let page = ReportPage(
        runs, details: details, smoothing: smooth,
        program: "graphrun \(Graphrun.configuration.version)")
      try AtomicFile.write(page.html, to: output)
      console.say("wrote \(output)")
    }
  }
}
