import ArgumentParser
import QuickDrawModels

/// `graphrun data`.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Make training files and look at drawings.",
    discussion: "Example: graphrun data prepare drawings/ --output data",
    subcommands: [
      DataPrepareCommand.self, DataHeadCommand.self, DataStatsCommand.self, DataSynthCommand.self,
    ])
}

/// The options of every command that looks at data.
struct DataOptionGroup: ParsableArguments {
  @Argument(help: "A folder of ndjson or TFRecord files, or one file.")
  var path: String

  @OptionGroup var terminal: TerminalOptions

  /// Opens every drawing and tells what was left out.
  func open() throws -> Dataset {
    let source = try DataSource.open(nil, DataOptions(.everything, path: path))
    source.notices.forEach { terminal.console.say("note: \($0)") }
    if source.skips.skipped > 0 { terminal.console.say("\(source.skips)") }
    guard let dataset = source.eval else {
      throw DataFileError(file: path, reason: "there are no drawings")
    }
    return dataset
  }
}
