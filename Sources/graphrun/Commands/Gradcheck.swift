import ArgumentParser
import ModelTools
import Runtime

/// `graphrun gradcheck`.
struct Gradcheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare a model's gradients with differences, node by node.",
    discussion: """
      Examples:
        graphrun gradcheck models/quickdraw.yaml
        graphrun gradcheck models/quickdraw.yaml --node rnn --seed 7

      It needs no data: three random drawings of different lengths, the shortest of one point where \
      the model bears it, with the file's own sizes and in training mode. A node is checked by itself, \
      so the first wrong node is the one to mend. "off by" and "sees from" are relative to the \
      derivative's size: errors below the second hide behind rounding. Exit status 1 when a gradient \
      is wrong.
      """)

  @OptionGroup var model: ModelOptions

  @Option(help: "Decides the drawings, the parameters, the directions and the weights.")
  var seed = 1

  @Option(help: ArgumentHelp("Check this node alone, with its layers.", valueName: "name"))
  var node: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard seed >= 0 else { throw ValidationError("--seed wants a number from 0 on, not \(seed)") }
  }

  func run() throws {
    try Failure.reported(model.terminal) {
      let checked = try model.checked(showsWarnings: false)
      let console = model.terminal.console
      let report: GradientReport
      do {
        report = try GradientReport(checked, seed: UInt64(seed), node: node) {
          console.rewrite("checking \($0)")
        }
      } catch let error as GradientReport.UnknownNode {
        throw ValidationError(error.description)
      }
      console.rewrite("")
      if json {
        console.result("\(JSONValue.object(report.json))")
      } else {
        show(report, console)
      }
      if !report.isRight { throw ExitStatus.failed.exit }
    }
  }

  private func show(_ report: GradientReport, _ console: Console) {
    let lengths = report.lengths.map(String.init).joined(separator: ", ")
    console.result("\(report.model) (\(model.file)): drawings of \(lengths) points, seed \(seed)")
    var nodes = TextTable([
      ("node", .left), ("op", .left), ("gradients", .right), ("verdict", .left),
      ("off by", .right), ("sees from", .right), ("", .left),
    ])
    for node in report.nodes {
      nodes.append(
        [
          node.name, node.ops.joined(separator: " "),
          node.findings.isEmpty ? "" : String(node.findings.count), node.outcome.rawValue,
        ] + numbers(node.worst) + [node.remark])
    }
    nodes.lines().forEach(console.result)
    if !report.parameters.isEmpty {
      var parameters = TextTable([
        ("parameter", .left), ("shape", .left), ("verdict", .left), ("off by", .right),
        ("sees from", .right), ("", .left),
      ])
      for parameter in report.parameters {
        var remark = ""
        if case .notChecked(let reason) = parameter.verdict { remark = reason }
        parameters.append(
          ["\(parameter.name)", "\(parameter.shape)", parameter.outcome.rawValue]
            + numbers(parameter.verdict.comparison) + [remark])
      }
      console.result("")
      parameters.lines().forEach(console.result)
    }
    console.result("")
    for mistake in report.mistakes { console.result("wrong: \(mistake)") }
    console.result(summary(report))
  }

  private func numbers(_ comparison: GradientComparison?) -> [String] {
    guard let comparison else { return ["", ""] }
    return [comparison.relativeError, comparison.relativeBound].map {
      $0 > 1 ? "\(Format.decimal($0 * 100, 0)) %" : "\(Format.decimal($0 * 100, 3)) %"
    }
  }

  private func summary(_ report: GradientReport) -> String {
    let outcomes = report.nodes.map(\.outcome) + report.parameters.map(\.outcome)
    func count(_ outcome: GradientReport.Outcome) -> Int { outcomes.count { $0 == outcome } }
    return "\(count(.ok)) ok, \(count(.wrong)) wrong, \(count(.notChecked)) not checked"
  }
}
