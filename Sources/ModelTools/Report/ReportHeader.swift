import QuickDrawModels
import Runtime

/// What a reader sees first: which runs, and the few numbers that matter.
struct ReportHeader {
  private let comparison: RunComparison
  private let details: [RunDetail]
  private let run: RunOverview?

  init(_ comparison: RunComparison, _ details: [RunDetail]) {
    self.comparison = comparison
    self.details = details
    run = Self.best(comparison.runs).map { comparison.runs[$0] } ?? comparison.runs.first
  }

  /// The run with the best last value of the main metric; nil when none was evaluated.
  static func best(_ runs: [RunOverview]) -> Int? {
    guard let metric = runs.compactMap(\.mainMetric).first else { return nil }
    let values = runs.enumerated().compactMap { index, run in
      run.last(metric).flatMap { $0.value.isFinite ? (index, $0.value) : nil }
    }
    let prefersSmall = runs.contains { $0.results.prefersSmall(metric) }
    return (prefersSmall ? values.min { $0.1 < $1.1 } : values.max { $0.1 < $1.1 })?.0
  }

  /// The page's title.
  var title: String {
    guard let run else { return "Report" }
    let runs = comparison.runs
    let name = runs.count == 1 ? run.model.name : "\(runs.count) runs"
    let result = run.mainMetric.flatMap { run.last($0) }
    return name + (result.map { ": \($0.name) \($0.shown)" } ?? "")
  }

  /// The elements.
  var lines: [String] {
    guard let run else { return [] }
    let runs = comparison.runs
    let heading = runs.count == 1 ? run.model.name : "\(runs.count) runs compared"
    return [
      "<header><p class=\"kicker\">Training report</p><h1>\(Markup.escaped(heading))</h1>",
      "<p class=\"lead\">\(Markup.escaped(lead(run)))</p>", "<dl class=\"figures\">",
    ] + figures(run) + ["</dl></header>"]
  }

  private func lead(_ run: RunOverview) -> String {
    let drawings = run.receipt["training_drawings"]?.integer.map {
      ", trained on \(Format.count($0)) drawings of \(run.record.classes.count) classes"
    }
    let date = run.receipt["started"]?.string.map { ", started \($0.prefix(10))" }
    let facts = (drawings ?? "") + (date ?? "")
    return comparison.runs.count == 1
      ? "\(run.name), \(run.state.rawValue)\(facts)."
      : "The numbers are those of the best, \(run.name)\(facts)."
  }

  private func figures(_ run: RunOverview) -> [String] {
    var figures: [(name: String, value: String, note: String)] = []
    let metrics = (run.mainMetric.map { [$0] } ?? []) + run.results.metrics
    var seen: Set<String> = []
    for name in metrics where seen.insert(name).inserted && figures.count < 3 {
      guard let metric = run.last(name) else { continue }
      figures.append(
        (
          name.replacing("_", with: " "), metric.shown,
          metric.interval.map { "95 %: \(Format.range($0))" } ?? "on drawings held out"
        ))
    }
    let epochs = run.results.summaries.last?.values["epoch"]
    figures.append(
      (
        "steps", Format.count(run.results.steps),
        epochs.map { "\(Format.decimal($0, 1)) epochs" } ?? ""
      ))
    figures.append(("parameters", Format.count(run.parameterCount), "trained numbers"))
    if let rate = run.results.rate {
      figures.append(
        (
          "drawings/s", Format.count(Int(rate.rounded())),
          run.results.seconds.map { "\(Format.duration($0)) in steps" } ?? ""
        ))
    }
    return figures.map { figure in
      "<div><dt>\(Markup.escaped(figure.name))</dt><dd>\(Markup.escaped(figure.value))"
        + "<small>\(Markup.escaped(figure.note))</small></dd></div>"
    }
  }
}
