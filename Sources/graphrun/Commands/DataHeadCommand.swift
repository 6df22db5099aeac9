import ArgumentParser
import QuickDrawModels

/// `graphrun data head`.
struct DataHeadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "head",
    abstract: "Show the first drawings of a set as text.",
    discussion: "Example: graphrun data head drawings/cat.ndjson -n 2")

  @OptionGroup var data: DataOptionGroup

  @Option(name: [.customShort("n"), .long], help: "How many drawings.")
  var count = 5

  @Flag(help: "Leave out the pictures.")
  var plain = false

  func validate() throws {
    guard count > 0 else { throw ValidationError("-n wants a number above 0, not \(count)") }
  }

  func run() throws {
    try Failure.reported(data.terminal) {
      let lines = try DataHead.lines(of: data.open(), count: count, pictures: !plain)
      lines.forEach(data.terminal.console.result)
    }
  }
}
