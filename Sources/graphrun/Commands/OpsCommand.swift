import ArgumentParser
import GraphDSL
import ModelTools
import QuickDrawModels

/// `graphrun ops`.
struct OpsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ops",
    abstract: "Show the manual of ops, optimizers and schedules.",
    discussion: """
      Examples:
        graphrun ops              what there is, a line each
        graphrun ops conv1d       operands, attributes, formula and numbers of one
        graphrun ops --for mine.yaml    the blocks of a file and its libraries, too
      """)

  @Argument(
    help: ArgumentHelp("An op, optimizer or schedule.", valueName: "name"),
    completion: .list(ManualEntry.all.map(\.name)))
  var name: String?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "A model file whose blocks, and those of its libraries, are shown too.", valueName: "file"),
    completion: .file(extensions: ["yaml"]))
  var file: String?

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    try Failure.reported(terminal) {
      var output = ResultOutput()
      let entries = try entries()
      if json {
        entries.forEach { output.append("\($0.json)") }
      } else if name == nil {
        output.append(String(ManualText.list(entries).dropLast()))
      } else {
        output.append(
          String(entries.map { ManualText.page($0) }.joined(separator: "\n").dropLast()))
      }
      try output.flush()
    }
  }

  private func entries() throws -> [ManualEntry] {
    let blocks = try file.map { try CheckedModel(path: ModelFile.path(of: $0)).spec.blocks } ?? []
    let all = ManualEntry.all + blocks.map { ManualEntry($0) }
    guard let name else { return all }
    let found = all.filter { $0.name == name }
    guard found.isEmpty else { return found }
    let shown = DisplayText.escaped(name)
    terminal.console.say("error: there is no op, optimizer or schedule `\(shown)`")
    let hint =
      UnknownOp.hint(name, among: all.compactMap(\.op))
      ?? NearestName.hint(name, in: all.map(\.name))
    terminal.console.say("hint: \(hint ?? "`graphrun ops` lists them")")
    throw ExitStatus.usage.exit
  }
}
