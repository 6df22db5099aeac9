import ArgumentParser
import QuickDrawModels
import Runtime

/// `graphrun resume`.
struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go on with a training that was stopped.",
    discussion: "Example: graphrun resume runs/quickdraw-1")

  @Argument(help: ArgumentHelp("The run's folder, such as runs/quickdraw-1.", valueName: "run"))
  var runFolder: String

  @OptionGroup var training: TrainingOptions
  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    try Failure.reported(terminal) {
      try training.configure()
      let folder = try RunFolder(opening: runFolder)
      let record = try RunRecord(folder)
      try record.checkModel(in: folder)
      let request = Experiment.Request(path: folder.resolvedModel, data: record.data)
      let experiment = try Experiment(request, checked: { _ in })
      var options = TrainingRun.Options()
      options.steps = training.steps ?? record.steps
      options.seed = record.seed
      options.restartsPatience = training.steps != nil
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
      try training.finish(resumed, terminal.console, on: experiment.data)
    }
  }
}
