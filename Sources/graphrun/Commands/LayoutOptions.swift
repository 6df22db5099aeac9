import ArgumentParser
import GraphDSL
import ModelTools
import QuickDrawModels
import Runtime

/// The options of the commands that exchange weights with another framework.
struct LayoutOptions: ParsableArguments {
  @Option(
    help: "Whose names and axes: pytorch, or tensorflow for those of the Quick, Draw! tutorial.")
  var layout: WeightLayout.Framework?

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      """
      A YAML file with a line `THEIR NAME: OUR NAME` for each tensor that is called otherwise, or \
      `THEIR NAME: null` for one to leave aside; axes are this program's and TensorFlow's.
      """,
      valueName: "file"))
  var map: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Change one value of the model, such as num_classes=10.",
      valueName: "path=value"))
  var sets: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The safetensors file to write.", valueName: "file"))
  var output: String

  @OptionGroup var terminal: TerminalOptions

  func validate() throws {
    guard (layout == nil) != (map == nil) || (layout == .tensorflow && map != nil) else {
      throw ValidationError(
        layout == nil
          ? "say how the tensors are laid out: --layout pytorch, --layout tensorflow or --map FILE"
          : "--map renames tensors that are laid out as TensorFlow's are, not PyTorch's")
    }
  }

  /// The model at a path: a model file or a run's.
  func model(_ path: String) throws -> LoweredModel {
    let file =
      FoundCheckpoint.isRun(path)
      ? try RunFolder(opening: path).resolvedModel : ModelFile.path(of: path)
    let checked = try CheckedModel(path: file, sets: sets)
    try terminal.show(checked, showsWarnings: false)
    guard let model = checked.lower(.evaluation) else { throw ModelError.invalid }
    return model
  }

  /// The layout of a model's weights.
  func layout(of model: LoweredModel, present: [TensorShape] = []) throws -> WeightLayout {
    if let map { return WeightLayout(try NameMap(map), of: model) }
    return try WeightLayout(layout ?? .pytorch, of: model, present: present)
  }
}

extension WeightLayout.Framework: ExpressibleByArgument {}
