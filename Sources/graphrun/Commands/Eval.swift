import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun eval`.
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how well a trained model does.",
    discussion: """
      Uses the drawings that the training held out, or those at --data. Examples:
        graphrun eval runs/quickdraw-1
        graphrun eval runs/quickdraw-1 --best --data other/ --all --classes
        graphrun eval runs/quickdraw-1 --calibration --confusion confusion.csv
      """)

  @OptionGroup var trained: TrainedOptions

  @Option(
    help: ArgumentHelp(
      "Evaluate on this data: a folder of ndjson or TFRecord files, or one file.",
      valueName: "path"))
  var data: String?

  @Flag(help: "Use every drawing of the data, not only those that a training holds out.")
  var all = false

  @Flag(help: "Show each class's numbers too.")
  var classes = false

  @Flag(help: "Show for each range of confidence how many predictions are right.")
  var calibration = false

  @Option(
    help: ArgumentHelp("Write the confusion matrix to this CSV file.", valueName: "file"))
  var confusion: String?

  @Flag(help: "Print one JSON object with everything.")
  var json = false

  func run() throws {
    try Failure.reported(trained.terminal) {
      let console = trained.terminal.console
      let model = try trained.load()
      let source = try model.openData(data, all: all)
      source.notices.forEach { console.say("note: \($0)") }
      if source.skips.skipped > 0 { console.say("\(source.skips)") }
      let evaluation = try ModelEvaluation(of: model, on: source) { done, count in
        console.rewrite(TrainingLines.evaluating(done, of: count))
      }
      console.rewrite("")
      let text = EvaluationText(evaluation)
      if let confusion { try write(text, to: confusion, console) }
      if json { return console.result("\(evaluation.json)") }
      var lines = text.overview
      if calibration { lines += [""] + text.calibration }
      if classes { lines += [""] + text.classes }
      lines.forEach(console.result)
    }
  }

  private func write(_ text: EvaluationText, to path: String, _ console: Console) throws {
    guard let lines = text.confusionCSV else {
      throw FileError(
        path, "there is no confusion matrix to write: the model tells no classes", kind: .contents)
    }
    try AtomicFile.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: path)
    console.say("confusion matrix: \(path)")
  }
}
