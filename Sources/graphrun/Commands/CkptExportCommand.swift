import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun ckpt export`.
struct CkptExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a checkpoint's weights as another framework names and lays them out.",
    discussion: """
      Example:
        graphrun ckpt export runs/quickdraw-1 --layout pytorch -o quickdraw.safetensors

      A PyTorch module whose parts are called as the model's nodes are takes the file with \
      load_state_dict; examples/quickdraw_pytorch.py has one and compares its results.
      """)

  @Argument(
    help: ArgumentHelp(
      """
      A run, of which the newest checkpoint is taken, the folder of a checkpoint, or with --model a \
      safetensors file.
      """, valueName: "checkpoint"))
  var path: String

  @Flag(help: "Take the run's best checkpoint instead of its newest.")
  var best = false

  @Option(
    help: ArgumentHelp("The model, when the weights lie in no run.", valueName: "file"))
  var model: String?

  @OptionGroup var options: LayoutOptions

  func run() throws {
    try Failure.reported(options.terminal) {
      let console = options.terminal.console
      let source = try TensorSource(path, best ? .best : .newest, console)
      let model = try options.model(try modelPath())
      let layout = try options.layout(of: model)
      let exchange = try WeightExchange(exporting: source.file, as: layout)
      try SafetensorsWriter.replace(
        exchange.tensors, metadata: ["format": "pt"], at: options.output)
      console.say("wrote \(exchange.tensors.count) tensors to \(options.output)")
    }
  }

  private func modelPath() throws -> String {
    if let model { return model }
    if FoundCheckpoint.isRun(path) { return path }
    if FoundCheckpoint.isCheckpoint(path), let run = try FoundCheckpoint.run(of: path) {
      return run.path
    }
    throw FileError(
      path, "does not lie in a run, which would say what model the weights are for",
      hint: "name it with --model", kind: .input)
  }
}
