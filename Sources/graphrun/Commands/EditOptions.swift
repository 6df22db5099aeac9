import ArgumentParser
import QuickDrawModels

/// Changes to a model file for one call.
struct EditOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Change one value for this call: a parameter (num_nodes=256) or any path (train.seed=2).",
      valueName: "path=value"))
  var sets: [String] = []

  @OptionGroup var terminal: TerminalOptions

  /// Reads and checks a file; shows what is wrong with it.
  ///
  /// - Throws: The exit status when the file has errors.
  func checked(_ file: String, showsWarnings: Bool = true) throws -> CheckedModel {
    do {
      let model = try CheckedModel(path: file, sets: sets)
      try terminal.show(model, showsWarnings: showsWarnings)
      return model
    } catch let error as CheckedModel.Unreadable {
      throw terminal.show(error)
    }
  }
}
