import ArgumentParser
import QuickDrawModels

/// The options of every command that uses trained weights.
struct TrainedOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A run's folder, or the folder of one of its checkpoints.", valueName: "run"))
  var path: String

  @Flag(help: "Use the run's best checkpoint instead of its newest.")
  var best = false

  @OptionGroup var terminal: TerminalOptions

  /// Loads the model and shows what is to be said of it.
  func load() throws -> TrainedModel {
    let model = try TrainedModel(path, best ? .best : .newest)
    model.notices.forEach { terminal.console.say("note: \($0)") }
    return model
  }
}
