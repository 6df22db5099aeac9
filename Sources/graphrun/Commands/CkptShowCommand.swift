import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun ckpt show`.
struct CkptShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "List the tensors of a checkpoint with their shapes and what their numbers are like.",
    discussion: """
      Examples:
        graphrun ckpt show runs/quickdraw-1
        graphrun ckpt show runs/quickdraw-1/checkpoints/step-600 --json
        graphrun ckpt show pytorch.safetensors
      """)

  @Argument(
    help: ArgumentHelp(
      """
      A run, of which the newest checkpoint is taken, the folder of a checkpoint, or a safetensors \
      file.
      """, valueName: "checkpoint"))
  var path: String

  @Flag(help: "Take the run's best checkpoint instead of its newest.")
  var best = false

  @Flag(help: "Show the optimizer's numbers instead of the weights.")
  var optimizer = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    try Failure.reported(terminal) {
      let console = terminal.console
      let source = try TensorSource(
        path, best ? .best : .newest, isOptimizer: optimizer, console)
      let table = try TensorTable(source.file)
      var result = ResultOutput()
      if json {
        result.append("\(table.json(path: source.file.path, step: source.step))")
      } else {
        let step = source.step.map { " after step \(Format.count($0))" } ?? ""
        console.say("\(source.file.path)\(step)")
        table.lines.forEach { result.append($0) }
      }
      try result.flush()
      if !table.damaged.isEmpty {
        console.say(
          "warning: numbers that are not finite in " + LoadReport.shortened(table.damaged))
      }
    }
  }
}
