import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Draw curves of runs over each other, with what differs between the runs.",
    discussion: """
      Shows the training loss and the evaluations of the main metric, or the quantities asked for, by \
      their names in metrics.jsonl. A folder stands for the runs in it. Examples:
        graphrun compare runs/quickdraw-1 runs/quickdraw-2
        graphrun compare runs/sweep --metric eval.loss --metric gradient_norm --smooth 0.8
        graphrun compare runs/sweep -o sweep.svg

      Two runs in every detail: graphrun diff A B.
      """)

  @Argument(help: "Runs, or folders that hold runs.", completion: .directory)
  var folders: [String]

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Draw this quantity, such as loss, eval.accuracy or learning_rate; may be given more than once.",
      valueName: "name"))
  var metric: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Smooth the curves of training: the weight of what came before, from 0 (not at all) to below 1, \
      as in TensorBoard.
      """, valueName: "weight"))
  var smooth = 0.0

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Write a picture to this .svg file instead.", valueName: "path"))
  var output: String?

  @Option(help: "The columns to use; those of the terminal by default.")
  var width: Int?

  @OptionGroup var terminal: TerminalOptions

  func validate() throws {
    guard smooth >= 0, smooth < 1 else {
      throw ValidationError("--smooth wants a number from 0 to below 1, not \(smooth)")
    }
    if let width, !(40...1000).contains(width) {
      throw ValidationError("--width wants a number from 40 to 1000, not \(width)")
    }
    if let output, !output.lowercased().hasSuffix(".svg") {
      throw ValidationError("the picture is .svg, and \(output) is not called so")
    }
  }

  func run() throws {
    try Failure.reported(terminal) {
      let console = terminal.console
      let runs = try RunFinder.chosen(folders) { console.say("note: \($0)") }
      let comparison =
        metric.isEmpty
        ? RunComparison(runs, smoothing: smooth)
        : try RunComparison(runs, metrics: metric, smoothing: smooth)
      guard !comparison.panels.isEmpty else {
        throw FileError(
          folders.joined(separator: ", "), "nothing was measured yet", kind: .input)
      }
      if let output {
        try AtomicFile.write(comparison.svg, to: output)
        return console.say("wrote \(output)")
      }
      var result = ResultOutput()
      comparison.lines(width: width ?? console.width, isColoured: console.colorsResults)
        .forEach { result.append($0) }
      try result.flush()
    }
  }
}
