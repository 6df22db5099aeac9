import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun ckpt import`.
struct CkptImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make weights of a model from those of another framework.",
    discussion: """
      Every tensor must fit; else a list says what does and what does not, and nothing is written. \
      Examples:
        graphrun ckpt import torch.safetensors --layout pytorch --model quickdraw.yaml -o start.safetensors
        graphrun ckpt import tutorial.safetensors --layout tensorflow --model quickdraw.yaml -o start.safetensors
        graphrun train quickdraw.yaml --init-from start.safetensors
      """)

  @Argument(help: ArgumentHelp("The safetensors file of the other framework.", valueName: "file"))
  var path: String

  @Option(help: ArgumentHelp("The model: a model file or a run.", valueName: "file"))
  var model: String

  @OptionGroup var options: LayoutOptions

  func run() throws {
    try Failure.reported(options.terminal) {
      let console = options.terminal.console
      let file = try SafetensorsFile(path)
      let model = try options.model(model)
      let layout = try options.layout(of: model, present: file.shapes)
      let exchange = try WeightExchange(importing: file, from: layout)
      try SafetensorsWriter.replace(exchange.tensors, at: options.output)
      console.say("wrote \(exchange.tensors.count) tensors to \(options.output)")
      let sets = options.sets.map { " --set '\($0)'" }.joined()
      console.say("next: graphrun train \(self.model) --init-from \(options.output)\(sets)")
    }
  }
}
