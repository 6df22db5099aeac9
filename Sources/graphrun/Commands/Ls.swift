import ArgumentParser
import Foundation
import ModelTools
import QuickDrawModels

/// `graphrun ls`.
struct Ls: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the models that come with the program and those in this folder.",
    discussion: """
      A model that comes with the program is found by its name from any folder:
        graphrun ls
        graphrun new mine --from quickdraw.yaml
      """)

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    try Failure.reported(terminal) {
      let shipped = ModelFile.shipped.compactMap { ModelEntry(path: $0.path, shownAs: $0.name) }
      let here = ModelFile.names(in: ".").compactMap { ModelEntry(path: $0, shownAs: $0) }
      var output = ResultOutput()
      if json {
        (shipped + here).forEach { output.append("\($0.json)") }
      } else {
        Self.lines([("found by name", shipped), ("in this folder", here)]).forEach {
          output.append($0)
        }
      }
      try output.flush()
    }
  }

  private static func lines(_ groups: [(title: String, entries: [ModelEntry])]) -> [String] {
    var lines: [String] = []
    for group in groups where !group.entries.isEmpty {
      var table = TextTable([(group.title, .left), ("parameters", .right), ("what", .left)])
      for entry in group.entries {
        table.append([
          entry.file, entry.parameters.map { Format.count($0) } ?? "has errors",
          entry.summary.count <= 80 ? entry.summary : entry.summary.prefix(79) + "…",
        ])
      }
      lines += (lines.isEmpty ? [] : [""]) + table.lines()
    }
    return lines
  }
}
