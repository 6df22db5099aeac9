import GraphDSL
import QuickDrawModels
import Runtime

/// A page about runs that needs nothing but itself: no network, no script, no font.
public struct ReportPage: Sendable {
  private let comparison: RunComparison
  private let details: [RunDetail]
  private let program: String

  /// A page.
  ///
  /// - Parameters:
  ///   - runs: The runs whose curves are shown.
  ///   - details: Those of them whose answers are shown, too.
  ///   - smoothing: The weight of what came before, for curves of training.
  ///   - program: What made the page, such as `graphrun 0.1.0`.
  public init(
    _ runs: [RunOverview], details: [RunDetail], smoothing: Double = 0, program: String
  ) {
    comparison = RunComparison(runs, smoothing: smoothing)
    self.details = details
    self.program = program
  }

  /// The run with the best last evaluation; the first one when none was evaluated.
  ///
  /// - Parameter runs: Any runs.
  /// - Returns: One of them; nil for none.
  public static func best(of runs: [RunOverview]) -> RunOverview? {
    ReportHeader.best(runs).map { runs[$0] } ?? runs.first
  }

  /// The page's text.
  public var html: String {
    let header = ReportHeader(comparison, details)
    let lines =
      [
        "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\"/>",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
        "<meta name=\"color-scheme\" content=\"light dark\"/>",
        // Says for certain what the page promises: nothing is loaded, nothing runs.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          + "style-src 'unsafe-inline'; img-src data:\"/>",
        "<link rel=\"icon\" href=\"data:,\"/>",
        "<title>\(Markup.escaped(header.title))</title>",
        "<style>", ReportStyle.sheet, ChartStyle.rules, PlotStyle.rules(scope: ".graph"),
        "</style>",
        "</head>", "<body>", "<main>",
      ] + header.lines + curves + differences
      + details.enumerated().flatMap { index, detail in
        own(detail, "run\(index + 1)")
      } + [
        "</main>",
        "<footer>Made by \(Markup.escaped(program)). Everything on this page is in this file.</footer>",
        "</body>", "</html>",
      ]
    return lines.map { $0 + "\n" }.joined()
  }

  // MARK: All runs

  private var curves: [String] {
    let runs = comparison.runs
    let names = runs.map(\.name)
    let charts = RunComparison.overview(of: runs, smoothing: comparison.smoothing)
      .filter { !$0.curves.isEmpty }
    guard !charts.isEmpty else { return [] }
    var lines = [
      "<section><h2>Curves</h2>",
      "<p>\(Self.legend(charts, seeds: Set(comparison.looks).count < runs.count))</p>",
      "<div class=\"charts\">",
    ]
    for (index, panel) in charts.enumerated() {
      let chart = CurveChart(
        panel, looks: comparison.looks, names: names, width: 470, height: 290)
      lines += ["<figure>"] + chart.image(id: "chart\(index + 1)") + ["</figure>"]
    }
    lines.append("</div>")
    return lines + measurements + ["</section>"]
  }

  private static func legend(_ charts: [RunComparison.Panel], seeds: Bool) -> String {
    let kinds = Set(charts.flatMap(\.curves).map(\.isEvaluation))
    let words =
      kinds.count == 2
      ? "Thin lines are measured while training, strong ones on drawings held out."
      : kinds == [true] ? "Measured on drawings held out." : "Measured while training."
    return words + (seeds ? " Runs that differ in their seed alone look the same." : "")
  }

  /// The numbers behind the curves.
  private var measurements: [String] {
    let metrics = comparison.evaluatedMetrics
    guard !metrics.isEmpty else { return [] }
    let isOne = comparison.runs.count == 1
    var table = HTMLTable(
      "Evaluations",
      (isOne ? [] : [("run", false)]) + [("step", true)] + metrics.map { ($0, true) })
    for (index, run) in comparison.runs.enumerated() {
      for evaluation in run.results.evaluations {
        let values = metrics.map { metric -> HTMLTable.Cell in
          .number(
            evaluation.values[metric].map {
              run.shares.contains(metric) ? Format.percent($0) : Format.decimal($0, 4)
            } ?? "")
        }
        table.append(
          (isOne ? [] : [.heading("\(comparison.looks[index].letter) \(run.name)")])
            + [.number(Format.count(evaluation.step))] + values)
      }
    }
    return ["<details><summary>The numbers of the evaluations</summary>"] + table.lines
      + ["</details>"]
  }

  /// What differs between several runs, and how each did.
  private var differences: [String] {
    guard comparison.runs.count > 1 else { return [] }
    let metrics = comparison.evaluatedMetrics
    var table = HTMLTable(
      "Runs, what differs between them, and the last evaluation of each",
      [("run", false)] + comparison.differences.rows.map { ($0.title, false) }
        + metrics.map { ($0, true) } + [("steps", true), ("drawings/s", true), ("state", false)])
    let best = ReportHeader.best(comparison.runs)
    for (index, run) in comparison.runs.enumerated() {
      let name =
        "<span class=\"run\"><svg class=\"chart swatch\" viewBox=\"0 0 22 10\" aria-hidden=\"true\">"
        + "<path class=\"curve \(comparison.looks[index].hue)\" d=\"M1 5H21\"\(comparison.looks[index].dashes)/></svg>"
        + "<b>\(comparison.looks[index].letter)</b> \(Markup.escaped(run.name))</span>"
      table.append(
        [.markup(name)]
          + comparison.differences.rows.map { .text($0.values[index]?.shown ?? "–") }
          + metrics.map { .number(run.last($0)?.shownWithInterval ?? "") }
          + [
            .number(Format.count(run.results.steps)),
            .number(run.results.rate.map { Format.count(Int($0.rounded())) } ?? ""),
            .text(run.state.rawValue),
          ], style: index == best ? "best" : nil)
    }
    let words =
      comparison.differences.rows.isEmpty
      ? "The runs have the same settings." : "Settings that are the same in all runs are left out."
    return ["<section><h2>What differs</h2>", "<p>\(words)</p>"] + table.lines + ["</section>"]
  }

  // MARK: One run

  private func own(_ detail: RunDetail, _ id: String) -> [String] {
    let title =
      comparison.runs.count > 1
      ? ["<h2 class=\"part\">\(Markup.escaped(detail.run.name))</h2>"] : []
    return title + ReportDetails(detail, id: id).lines + graph(detail.run, id)
      + ReportReceipt(detail.run).lines
  }

  private func graph(_ run: RunOverview, _ id: String) -> [String] {
    [
      "<section><h2>The graph</h2>",
      "<p>Pointing at a box tells its attributes, its shape and its cost.</p>",
      "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"The graph\">",
      ModelPlot.element(of: run.model, scope: "graph", id: id), "</div>",
      "<details><summary>The nodes as a table</summary>",
    ] + nodes(run) + ["</details></section>"]
  }

  private func nodes(_ run: RunOverview) -> [String] {
    let store = ParameterStore(for: run.model.graph.builder.graph)
    var table = HTMLTable(
      "Nodes of the graph",
      [("node", false), ("op", false), ("shape", false), ("parameters", true)])
    for node in ComparedNode.nodes(of: run.model, store) where node.part == .graph {
      table.append([
        .heading(node.name), .text(node.call.text), .text(node.shape),
        .number(node.parameters > 0 ? Format.count(node.parameters) : ""),
      ])
    }
    return table.lines
  }
}
