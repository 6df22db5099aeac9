import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun resume`.
struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go on with a training that was stopped.",
    discussion: "Example: graphrun resume runs/quickdraw-1")

  @Argument(help: ArgumentHelp("The run's folder, such as runs/quickdraw-1.", valueName: "run"))
  var runFolder: String

  @Option(
    help: ArgumentHelp(
      "Where the data are now, if they were moved; they must be the same.", valueName: "path"))
  var data: String?

  @OptionGroup var training: TrainingOptions
  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    try Failure.reported(terminal) {
      try training.configure()
      let folder = try RunFolder(opening: runFolder)
      let record = try RunRecord(folder)
      try refuseChangedModel(record, folder)
      let (experiment, notices) = try record.reopen(folder, data: data)
      notices.forEach { terminal.console.say("note: \($0)") }
      try training.checkMemory(for: experiment, terminal.console)
      var options = TrainingRun.Options()
      options.steps = training.steps ?? record.steps
      options.seed = record.seed
      options.restartsPatience = training.steps != nil
      options.commandLine = CommandLine.arguments
      let resumed = try TrainingRun(resuming: experiment, in: folder, options: options)
      resumed.notices.forEach { terminal.console.say("note: \($0)") }
      if let steps = training.steps, steps < resumed.step {
        throw ValidationError(
          "the run has done \(resumed.step) steps already, more than the \(steps) of --steps")
      }
      guard !resumed.isFinished else {
        return terminal.console.say(
          "the run is finished: "
            + (resumed.earlyEnd ?? "all its \(resumed.step) steps are done") + "; to go on: "
            + "graphrun resume \(folder.path) --steps \(2 * resumed.step)")
      }
      terminal.console.say("going on after step \(resumed.step)")
      try training.finish(resumed, terminal.console, of: experiment)
    }
  }

  /// - Throws: What was changed in the run's model file.
  private func refuseChangedModel(_ record: RunRecord, _ folder: RunFolder) throws {
    guard try !record.isModelUnchanged(in: folder) else { return }
    let console = terminal.console
    console.write(try ChangedModel.text(record, in: folder, isColoured: console.usesColor))
    try record.checkModel(in: folder)
  }
}
