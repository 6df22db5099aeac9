import ArgumentParser
import QuickDrawModels

/// The options of a training that starts from trained weights.
struct InitialWeightsOptions: ParsableArguments {
  @Option(
    name: .customLong("init-from"),
    help: ArgumentHelp(
      "Start from these weights: a run, the folder of a checkpoint, or a safetensors file.",
      valueName: "path"))
  var path: String?

  @Flag(help: "With --init-from: load the weights that fit and start the others afresh.")
  var partial = false

  func validate() throws {
    guard path != nil || !partial else {
      throw ValidationError("--partial says how to load weights; name them with --init-from")
    }
  }

  /// Reads the weights and says what of them fits.
  ///
  /// - Throws: What is wrong with them.
  func read(for experiment: Experiment, _ console: Console) throws -> InitialWeights? {
    guard let path else { return nil }
    let weights = try InitialWeights(path, for: experiment.training, partially: partial)
    weights.notices.forEach { console.say("note: \($0)") }
    weights.lines.forEach(console.say)
    return weights
  }
}
