import ArgumentParser
import ModelTools
import QuickDrawModels

/// `graphrun data synth`.
struct DataSynthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synth",
    abstract: "Write made-up drawings as ndjson files, one file a category.",
    discussion: """
      Example: graphrun data synth --output drawings --count 500 --categories circle,star

      Categories: \(SyntheticDrawings.categories.joined(separator: ", ")).
      """)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder for the files; made when it is not there.", valueName: "folder"))
  var output: String

  @Option(name: [.customShort("n"), .long], help: "The drawings of each category.")
  var count = 1_000

  @Option(help: "Which drawings; the same seed gives the same files.")
  var seed: UInt64 = 1

  @Option(help: "Only these categories, separated by commas.")
  var categories: String?

  @Flag(help: "Replace files that are there already.")
  var force = false

  @OptionGroup var terminal: TerminalOptions

  func validate() throws {
    guard (1...10_000_000).contains(count) else {
      throw ValidationError("--count wants a number from 1 to 10000000, not \(count)")
    }
    guard Set(names).count == names.count else {
      throw ValidationError("--categories names one twice: \(names.joined(separator: ", "))")
    }
    for name in names where !SyntheticDrawings.categories.contains(name) {
      throw ValidationError(
        "--categories: there is no `\(name)`; there are "
          + SyntheticDrawings.categories.joined(separator: ", "))
    }
  }

  private var names: [String] {
    guard let categories else { return SyntheticDrawings.categories }
    return categories.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0.drop { $0 == " " }) }
  }

  func run() throws {
    try Failure.reported(terminal) {
      StopSignal.install()
      let console = terminal.console
      let files = SyntheticFiles(categories: names, count: count, seed: seed)
      let written = try files.write(to: output, replacing: force) { done, all in
        try StopSignal.check()
        console.rewrite("writing: \(Format.count(done)) of \(Format.count(all)) drawings")
      }
      console.rewrite("")
      console.say(
        "\(Format.count(count * written.count)) drawings in \(written.count) files in \(output)")
      console.say("next: graphrun train models/quickdraw-small.yaml --data \(output)")
    }
  }
}
