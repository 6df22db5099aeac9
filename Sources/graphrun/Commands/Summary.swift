import ArgumentParser
import ModelTools
import QuickDrawModels

/// `graphrun summary`.
struct Summary: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a model's nodes, shapes, parameters, operations and memory.",
    discussion: """
      Examples:
        graphrun summary models/quickdraw.yaml
        graphrun summary models/quickdraw.yaml --batch 64 --length 200

      With sizes of a batch it foretells the peak memory of a process that trains.
      """)

  @OptionGroup var model: ModelOptions

  @Option(help: "Foretell the memory for batches of so many drawings.")
  var batch: Int?

  @Option(help: "The points of each, 40 by default.")
  var length: Int?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard [batch, length].allSatisfy({ (1...65_536).contains($0 ?? 1) }) else {
      throw ValidationError("--batch and --length want numbers from 1 to 65536")
    }
  }

  func run() throws {
    try Failure.reported(model.terminal) {
      let summary = try ModelSummaryText(try model.checked(showsWarnings: false))
      let console = model.terminal.console
      let sizes = batch == nil && length == nil ? nil : (batch ?? 8, length ?? 40)
      let forecast = sizes.flatMap { summary.forecast(batch: $0, length: $1) }
      if json { return console.result("\(summary.json(forecast))") }
      summary.lines(file: model.file).forEach(console.result)
      if let forecast, let (batch, length) = sizes {
        console.result(ModelSummaryText.line(forecast, batch: batch, length: length))
      }
    }
  }
}
