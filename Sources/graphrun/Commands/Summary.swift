import ArgumentParser
import ModelTools
import QuickDrawModels

/// `graphrun summary`.
struct Summary: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a model's nodes, shapes, parameters, operations and memory.",
    discussion: "Example: graphrun summary models/quickdraw.yaml")

  @OptionGroup var model: ModelOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try Failure.reported(model.terminal) {
      let summary = try ModelSummaryText(try model.checked(showsWarnings: false))
      let console = model.terminal.console
      if json { return console.result("\(summary.json)") }
      summary.lines(file: model.file).forEach(console.result)
    }
  }
}
