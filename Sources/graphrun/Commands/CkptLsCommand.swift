import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun ckpt ls`.
struct CkptLsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls",
    abstract: "List a run's checkpoints, and check every file of them.",
    discussion: """
      Example: graphrun ckpt ls runs/quickdraw-1

      The exit status is 1 when one is damaged.
      """)

  @Argument(help: ArgumentHelp("The run's folder, such as runs/quickdraw-1.", valueName: "run"))
  var runFolder: String

  @Flag(help: "Print one JSON object a checkpoint.")
  var json = false

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    try Failure.reported(terminal) {
      let list = try CheckpointList(try RunFolder(opening: runFolder))
      var result = ResultOutput()
      if json {
        list.json.forEach { result.append("\($0)") }
      } else if list.rows.isEmpty {
        terminal.console.say("\(runFolder) has no checkpoint yet")
      } else {
        list.lines.forEach { result.append($0) }
      }
      try result.flush()
      if list.rows.contains(where: { $0.problem != nil }) { throw ExitStatus.failed.exit }
    }
  }
}
