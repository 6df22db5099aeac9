import ArgumentParser
import Foundation
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun plot`.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a model's graph as SVG, or write it for Graphviz.",
    discussion: """
      The picture shows what the loss and the outputs need, with loops and layers of one op as \
      groups. Pointing at a box in a browser tells its attributes and costs. Examples:
        graphrun plot models/quickdraw.yaml -o quickdraw.svg
        graphrun plot models/quickdraw.yaml --as dot | dot -Tpdf > quickdraw.pdf
      """)

  @OptionGroup var model: ModelOptions

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Write to this file, .svg or .dot, instead of standard output.", valueName: "path"))
  var output: String?

  @Option(
    name: .customLong("as"),
    help: "svg or dot; by default what the output's name says, else svg.")
  var kind: ModelPlot?

  /// What to make.
  private var chosen: ModelPlot? {
    guard let output, kind == nil else { return kind ?? .svg }
    return ModelPlot(rawValue: URL(fileURLWithPath: output).pathExtension.lowercased())
  }

  func validate() throws {
    guard chosen == nil else { return }
    throw ValidationError(
      "a picture is .svg or .dot, and \(output ?? "") does not say which; add --as svg")
  }

  func run() throws {
    try Failure.reported(model.terminal) {
      let checked = try model.checked(showsWarnings: false)
      guard let lowered = checked.lower(.training), let chosen else { throw ExitStatus.bug.exit }
      let text = chosen.text(of: lowered)
      if let output {
        try AtomicFile.write(text, to: output)
      } else {
        var result = ResultOutput()
        result.append(String(text.dropLast()))
        try result.flush()
      }
    }
  }
}

extension ModelPlot: ExpressibleByArgument {}
