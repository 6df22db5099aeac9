import ArgumentParser
import ModelTools
import QuickDrawModels

/// `graphrun ckpt diff`.
struct CkptDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare the numbers of two checkpoints, tensor by tensor.",
    discussion: """
      max |Δ| is the largest difference of two elements, ‖Δ‖ / ‖a‖ the norm of the difference beside \
      that of A's tensor, cosine 1 for the same direction. - only A has it, + only B, ~ another shape. \
      Examples:
        graphrun ckpt diff runs/quickdraw-1 runs/quickdraw-2
        graphrun ckpt diff runs/quickdraw-1/checkpoints/step-{600,1200}
        graphrun ckpt diff a.safetensors b.safetensors --exit-code

      With --exit-code the status is 0 when all numbers are equal and 1 when they differ.
      """)

  @Argument(
    help: ArgumentHelp(
      """
      A run, of which the newest checkpoint is taken, the folder of a checkpoint, or a safetensors \
      file.
      """, valueName: "a"))
  var old: String

  @Argument(help: ArgumentHelp("What to compare it with.", valueName: "b"))
  var new: String

  @Flag(help: "Compare the optimizer's numbers instead of the weights.")
  var optimizer = false

  @Flag(help: "Show the tensors that are equal, too.")
  var all = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "End with status 1 when the two differ.")
  var exitCode = false

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    try Failure.reported(terminal) {
      let console = terminal.console
      let sides = try [old, new].map {
        try TensorSource($0, isOptimizer: optimizer, console).file
      }
      let diff = try WeightsDiff(sides[0], sides[1])
      var result = ResultOutput()
      if json {
        result.append("\(diff.json)")
      } else {
        diff.lines(showsAll: all).forEach { result.append($0) }
      }
      try result.flush()
      if exitCode, !diff.isEqual { throw ExitStatus.failed.exit }
    }
  }
}
