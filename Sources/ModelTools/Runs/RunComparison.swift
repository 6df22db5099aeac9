import GraphDSL
import Runtime

/// Curves of several runs, what differs between the runs, and where they ended.
public struct RunComparison: Sendable {
  /// One quantity of all runs.
  public struct Panel: Sendable {
    /// What it is, such as `training loss`.
    public let title: String
    /// Whether the values are shares of drawings.
    public let isShare: Bool
    public let curves: [RunCurve]
  }

  /// The runs in the order given.
  public let runs: [RunOverview]
  /// The letter and the colour of each run.
  public let looks: [RunLook]
  /// The settings in which the runs differ.
  public let differences: SettingDifferences
  /// The weight of what came before in curves of training.
  let smoothing: Double
  /// The quantities, those that were asked for in their order.
  public let panels: [Panel]

  /// Compares runs by the training loss and the evaluations of the main metric, where measured.
  ///
  /// - Parameters:
  ///   - runs: At least one.
  ///   - smoothing: The weight of what came before, from 0 to below 1, for curves of training.
  public init(_ runs: [RunOverview], smoothing: Double = 0) {
    let main = runs.compactMap(\.mainMetric).first
    let panels = [
      Self.panel("loss", runs, smoothing),
      main.flatMap { Self.panel("eval.\($0)", runs, smoothing) },
    ]
    self.init(runs, panels.compactMap { $0 }, smoothing)
  }

  /// Compares runs by chosen quantities.
  ///
  /// - Parameters:
  ///   - runs: At least one.
  ///   - metrics: Quantities as `metrics.jsonl` names them, or an evaluated metric without `eval.`.
  ///   - smoothing: The weight of what came before, from 0 to below 1, for curves of training.
  /// - Throws: ``RunQueryError`` when no run has such a quantity.
  public init(
    _ runs: [RunOverview], metrics: [String], smoothing: Double = 0
  ) throws(RunQueryError) {
    var panels: [Panel] = []
    for name in metrics {
      guard let panel = Self.panel(name, runs, smoothing) else {
        let names =
          Set(runs.flatMap(\.results.quantities)).sorted()
          + Set(runs.flatMap(\.results.metrics)).sorted().map { "eval.\($0)" }
        throw RunQueryError(
          "no run has measured `\(name)`",
          hint: NearestName.hint(name, in: names + Set(runs.flatMap(\.results.metrics)).sorted())
            ?? "there are " + names.joined(separator: ", "))
      }
      panels.append(panel)
    }
    self.init(runs, panels, smoothing)
  }

  private init(_ runs: [RunOverview], _ panels: [Panel], _ smoothing: Double) {
    self.runs = runs
    self.panels = panels
    self.smoothing = smoothing
    differences = SettingDifferences(runs)
    looks = RunLook.all(of: runs.count, differences)
  }

  /// Panels of loss and main metric, each with the curves of training and of evaluation.
  static func overview(of runs: [RunOverview], smoothing: Double = 0) -> [Panel] {
    let main = runs.compactMap(\.mainMetric).first { $0 != "loss" }
    let pairs = [("loss", "loss")] + (main.map { [($0, "train.\($0)")] } ?? [])
    return pairs.map { metric, quantity in
      Panel(
        title: metric, isShare: runs.contains { $0.shares.contains(metric) },
        curves: runs.indices.flatMap { index in
          [
            Self.training(quantity, runs[index], index, smoothing),
            Self.evaluations(metric, runs[index], index),
          ].filter { !$0.points.isEmpty }
        })
    }
  }

  // MARK: Quantities

  /// What a name stands for in these runs; nil when none of them has measured it.
  private static func panel(_ name: String, _ runs: [RunOverview], _ smoothing: Double) -> Panel? {
    let bare = String(name.trimmingPrefix("eval.").trimmingPrefix("train."))
    let isShare = runs.contains { $0.shares.contains(bare) }
    if runs.contains(where: { $0.results.quantities.contains(name) }) {
      let title =
        name == "loss" ? "training loss" : name.hasPrefix("train.") ? "training \(bare)" : name
      return Panel(
        title: title.replacing("_", with: " "), isShare: isShare,
        curves: runs.indices.map { training(name, runs[$0], $0, smoothing) })
    }
    guard !name.hasPrefix("train."), runs.contains(where: { $0.results.metrics.contains(bare) })
    else { return nil }
    return Panel(
      title: "evaluation \(bare)".replacing("_", with: " "), isShare: isShare,
      curves: runs.indices.map { evaluations(bare, runs[$0], $0) })
  }

  private static func training(
    _ name: String, _ run: RunOverview, _ index: Int, _ smoothing: Double = 0
  ) -> RunCurve {
    RunCurve(
      run: index, isEvaluation: false,
      points: run.results.summaries.compactMap { summary in
        summary.values[name].map { RunCurve.Point(step: summary.step, value: $0) }
      }, smoothing: smoothing)
  }

  private static func evaluations(_ name: String, _ run: RunOverview, _ index: Int) -> RunCurve {
    RunCurve(
      run: index, isEvaluation: true,
      points: run.results.evaluations.compactMap { evaluation in
        evaluation.values[name].map { RunCurve.Point(step: evaluation.step, value: $0) }
      })
  }
}
