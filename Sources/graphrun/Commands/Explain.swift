import ArgumentParser
import Foundation
import GraphDSL
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun explain`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain one node: formula, shapes, parameters, receptive field, cost, origins.",
    discussion: """
      The node may be one of the graph, `loss`, a metric or an output, an input of the model, or the \
      owner of a parameter of that name. Examples:
        graphrun explain models/quickdraw.yaml                 the nodes that there are
        graphrun explain models/quickdraw.yaml convs.1.conv
        graphrun explain models/quickdraw.yaml logits/kernel --set num_nodes=256
      """)

  @OptionGroup var model: ModelOptions

  @Argument(
    help: ArgumentHelp(
      "The node's whole name; a group lists its nodes, nothing lists all.", valueName: "node"),
    completion: .custom { arguments, _, _ in Explain.names(in: arguments) })
  var node: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try Failure.reported(model.terminal) {
      let explainer = try ModelExplainer(try model.checked(showsWarnings: false))
      var output = ResultOutput()
      if let node, let explanation = explainer.node(node) {
        let text = ExplanationText.text(explanation)
        output.append(json ? "\(explanation.json)" : String(text.dropLast()))
      } else if let node, let input = explainer.input(node) {
        output.append(json ? "\(input.json)" : input.text)
      } else if let lines = explainer.list(in: node) {
        (json ? explainer.json(in: node).map { "\($0)" } : lines).forEach { output.append($0) }
      } else if let node {
        throw unknown(node, explainer)
      }
      try output.flush()
    }
  }

  private func unknown(_ name: String, _ explainer: ModelExplainer) -> ExitCode {
    let console = model.terminal.console
    console.say(
      "error: \(model.file) has no node, input or parameter `\(DisplayText.escaped(name))`")
    let nearest = explainer.nearest(to: name).map { "did you mean `\($0)`?" }
    console.say("hint: \(nearest ?? "`graphrun explain \(model.file)` lists the names")")
    return ExitStatus.usage.exit
  }

  /// The names in the model file of a command line that is being typed.
  private static func names(in arguments: [String]) -> [String] {
    guard let file = arguments.last(where: { $0.hasSuffix(".yaml") }),
      let model = try? CheckedModel(path: ModelFile.path(of: file)),
      let explainer = try? ModelExplainer(model)
    else { return [] }
    return explainer.names
  }
}
