import ArgumentParser
import Foundation
import QuickDrawModels

/// `graphrun data stats`.
struct DataStatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count a set's drawings by class and measure their lengths.",
    discussion: "Example: graphrun data stats drawings/ --json")

  @OptionGroup var data: DataOptionGroup

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try Failure.reported(data.terminal) {
      let statistics = try DataStatistics(data.open())
      let console = data.terminal.console
      guard json else { return console.result("\(statistics)") }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      console.result(String(decoding: try encoder.encode(statistics), as: UTF8.self))
    }
  }
}
