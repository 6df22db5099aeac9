import ArgumentParser
import ModelTools
import QuickDrawModels

/// `graphrun diff`.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two models, runs or checkpoints: what differs, what it costs, what it gave.",
    discussion: """
      Shows what the sides mean, not how they are written: + only B has it, - only A has it, ~ both \
      have it, but not the same. Examples:
        graphrun diff quickdraw.yaml quickdraw-small.yaml
        graphrun diff runs/quickdraw-1 runs/quickdraw-2
        graphrun diff quickdraw.yaml quickdraw.yaml --set-b num_nodes=256
        graphrun diff main.yaml branch.yaml --md >> "$GITHUB_STEP_SUMMARY"

      With --exit-code the status is 0 when both are equal and 1 when they differ.
      """)

  /// How the comparison is written.
  enum Output: EnumerableFlag {
    case text, md, json

    static func help(for value: Output) -> ArgumentHelp? {
      switch value {
      case .text: "Write text, the default."
      case .md: "Write Markdown, for a pull request."
      case .json: "Write one JSON object."
      }
    }
  }

  @Argument(
    help: ArgumentHelp(
      "A model file, a run, the folder of a checkpoint, or a safetensors file.", valueName: "a"))
  var old: String

  @Argument(help: ArgumentHelp("What to compare it with.", valueName: "b"))
  var new: String

  @Option(
    name: .customLong("set-a"), parsing: .singleValue,
    help: ArgumentHelp("Change one value of A first, as with --set.", valueName: "path=value"))
  var oldSets: [String] = []

  @Option(
    name: .customLong("set-b"), parsing: .singleValue,
    help: ArgumentHelp("Change one value of B first.", valueName: "path=value"))
  var newSets: [String] = []

  @Flag(exclusivity: .exclusive)
  var output: Output = .text

  @Flag(help: "Show what is the same, too, and whole lists.")
  var all = false

  @Flag(help: "End with status 1 when the two differ.")
  var exitCode = false

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    // Both sides are read before the first mistake ends the command, so that all of them show.
    let sides = [(old, oldSets), (new, newSets)].map { path, sets in
      Result { try read(path, sets) }
    }
    let diff = ModelDiff(try sides[0].get(), try sides[1].get())
    for notice in diff.old.notices + diff.new.notices { terminal.console.say("note: \(notice)") }
    try Failure.reported(terminal) {
      var result = ResultOutput()
      let report = DiffReport(diff, showsAll: all)
      let text =
        switch output {
        case .text: report.text(isColoured: terminal.console.colorsResults)
        case .md: report.markdown
        case .json: "\(diff.json(all: all))\n"
        }
      result.append(String(text.dropLast()))
      try result.flush()
    }
    if exitCode, !diff.isEqual { throw ExitStatus.failed.exit }
  }

  private func read(_ path: String, _ sets: [String]) throws -> DiffSubject {
    try Failure.reported(terminal) {
      try DiffSubject(path, sets: sets) { try terminal.show($0, showsWarnings: false) }
    }
  }
}
