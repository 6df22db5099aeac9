import ArgumentParser
import ModelTools
import QuickDrawModels

/// `graphrun new`.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start a model file, small or as a copy of another.",
    discussion: """
      Examples:
        graphrun new mine                          a small model that trains at once
        graphrun new mine --from quickdraw.yaml    a copy to edit, under its own name

      It never overwrites a file. To change only a few values of a model write a file that `extends` \
      it instead; docs/language.md shows one.
      """)

  @Argument(help: ArgumentHelp("The model's name, or the path of its file.", valueName: "name"))
  var name: String

  @Option(
    help: ArgumentHelp("The model file to copy; `graphrun ls` lists some.", valueName: "file"),
    completion: .custom { _, _, _ in ModelFile.shipped.map(\.name) })
  var from: String?

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    try Failure.reported(terminal) {
      let model: NewModel
      do {
        model = try NewModel(path: name)
      } catch {
        throw ValidationError("\(error)")
      }
      try model.write(try from.map { try model.copy(of: ModelFile.path(of: $0)) } ?? model.starter)
      let console = terminal.console
      console.say("wrote \(model.path)")
      console.say("  graphrun summary \(model.path)    what it is made of")
      console.say("  graphrun train \(model.path)      train it, on built-in drawings without data")
    }
  }
}
