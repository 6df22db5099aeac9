import ArgumentParser
import GraphDSL
import ModelTools

/// `graphrun ops`.
struct OpsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ops",
    abstract: "Show the manual of ops, optimizers and schedules.",
    discussion: """
      Examples:
        graphrun ops              what there is, a line each
        graphrun ops conv1d       operands, attributes, formula and numbers of one
      """)

  @Argument(
    help: ArgumentHelp("An op, optimizer or schedule.", valueName: "name"),
    completion: .list(ManualEntry.all.map(\.name)))
  var name: String?

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
    guard let name else { return ManualEntry.all }
    let found = ManualEntry.all.filter { $0.name == name }
    guard found.isEmpty else { return found }
    let shown = DisplayText.escaped(name)
    terminal.console.say("error: there is no op, optimizer or schedule `\(shown)`")
    let hint = NearestName.hint(name, in: ManualEntry.all.map(\.name))
    terminal.console.say("hint: \(hint ?? "`graphrun ops` lists them")")
    throw ExitStatus.usage.exit
  }
}
