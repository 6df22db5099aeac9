import ArgumentParser
import Foundation
import QuickDrawModels

/// `graphrun predict`.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what drawings show, one JSON line a drawing.",
    discussion: """
      Drawings are lines of JSON as in Quick, Draw!'s files; only `drawing` is needed. Examples:
        graphrun predict runs/quickdraw-1 cat.ndjson
        head -n 5 cat.ndjson | graphrun predict runs/quickdraw-1 --top 1
        graphrun predict runs/quickdraw-1/checkpoints/step-600 cat.ndjson
      """)

  @OptionGroup var trained: TrainedOptions

  @Argument(help: "The ndjson file; - for standard input.")
  var file = "-"

  @Option(help: "How many classes to name for each drawing.")
  var top = 3

  @Option(
    help: """
      How many drawings to run at once. With 1 a drawing's numbers depend on the drawing alone; \
      more is faster.
      """)
  var batch = 1

  @Flag(help: "Give the model's number for every class, too, in the order of the receipt.")
  var logits = false

  @Flag(help: "Stop at the first line that is no drawing, instead of leaving it out.")
  var strict = false

  func validate() throws {
    guard top > 0 else { throw ValidationError("--top wants a number above 0, not \(top)") }
    guard (1...4096).contains(batch) else {
      throw ValidationError("--batch wants a number from 1 to 4096, not \(batch)")
    }
  }

  func run() throws {
    try Failure.reported(trained.terminal) {
      let console = trained.terminal.console
      let predictor = try Predictor(try trained.load(), top: top, tellsLogits: logits)
      let options = predictor.readingOptions(isStrict: strict)
      if file == "-", isatty(STDIN_FILENO) != 0 {
        console.say("reading drawings from the terminal; Ctrl-D ends them")
      }
      let reader =
        try file == "-"
        ? DrawingReader.standardInput(options) : DrawingReader(path: file, options: options)
      var told = 0
      reader.skipped = { error in
        if told < Self.mostTold { console.say("skipped: \(error)") }
        told += 1
      }
      var output = ResultOutput()
      try predictor.run(reader, batchSize: batch) { predictions in
        for prediction in predictions { output.append("\(prediction.json)") }
        try output.flush()
      }
      if told > 0 { console.say("\(reader.skips)") }
    }
  }

  /// The lines that are named one by one; the summary counts all of them.
  private static let mostTold = 20
}
