import ArgumentParser
import ModelTools
import QuickDrawModels

/// `graphrun schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of model files, for completion and checking in an editor.",
    discussion: """
      Give it to an editor that speaks yaml-language-server (VS Code, Neovim, Helix, Zed), by its \
      settings or by the first line of a model file:
        # yaml-language-server: $schema=graphrun.schema.json
      With --for it also offers the names of one model file: its parameters, nodes and metrics, and \
      the paths of its base. Examples:
        graphrun schema > graphrun.schema.json
        graphrun schema --for wide.yaml > wide.schema.json
      """)

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("Offer also the names of this model file.", valueName: "file"))
  var file: String?

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    try Failure.reported(terminal) {
      let schema = try file.map { try ModelSchema(path: ModelFile.path(of: $0)) } ?? ModelSchema()
      var output = ResultOutput()
      output.append(String(schema.text.dropLast()))
      try output.flush()
    }
  }
}
