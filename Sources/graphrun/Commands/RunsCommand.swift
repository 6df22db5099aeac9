import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List runs: the settings in which they differ, and how well they did.",
    discussion: """
      Looks through folders and those in them. `loss` and a metric are those of the last evaluation, \
      `best` is the metric's best with its step. Examples:
        graphrun runs
        graphrun runs runs/sweep --sort accuracy
        graphrun runs --filter num_nodes=64 --filter 'accuracy>90%'
        graphrun runs --csv > runs.csv

      Keys of --sort and --filter are run, state, steps, done, parameters, speed, seconds, started, \
      every evaluated metric (its last value; best.accuracy for its best), what a summary has \
      (train.accuracy), and every setting by the path that --set takes.
      """)

  /// How the runs are written.
  enum Output: EnumerableFlag {
    case table, json, csv

    static func help(for value: Output) -> ArgumentHelp? {
      switch value {
      case .table: "Write a table, the default."
      case .json: "Write one JSON object a run, with all its settings."
      case .csv: "Write comma-separated values."
      }
    }
  }

  @Argument(help: "Runs, or folders that hold runs.", completion: .directory)
  var folders: [String] = ["runs"]

  @Option(
    help: ArgumentHelp("Order by this key; metrics come best first.", valueName: "key"))
  var sort: String?

  @Flag(help: "Turn the order around.")
  var reverse = false

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Only runs for which this holds: = != < <= > >=; may be given more than once.",
      valueName: "key=value"))
  var filter: [String] = []

  @Flag(exclusivity: .exclusive)
  var output: Output = .table

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    try Failure.reported(terminal) {
      let console = terminal.console
      let found = try RunFinder(folders)
      found.problems.forEach { console.say("note: \($0)") }
      let table = try RunTable(found.runs, sort: sort, isReversed: reverse, filters: filter)
      var result = ResultOutput()
      switch output {
      case .json: table.json.forEach { result.append("\($0)") }
      case .csv: table.csv.forEach { result.append($0) }
      case .table:
        guard !table.runs.isEmpty else {
          return console.say(
            found.runs.isEmpty
              ? "no runs in \(folders.joined(separator: ", "))"
              : "none of the \(found.runs.count) runs fulfils the filters")
        }
        table.lines(isColoured: console.colorsResults).forEach { result.append($0) }
      }
      try result.flush()
    }
  }
}
