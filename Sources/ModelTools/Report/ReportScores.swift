import GraphDSL
import QuickDrawModels
import Runtime

/// The parts of a page about how well a run does on the whole: its scores and its certainty.
struct ReportScores {
  private let evaluation: ModelEvaluation
  /// A prefix for the names of elements, which are to be unique on a page.
  private let id: String

  init(_ evaluation: ModelEvaluation, id: String) {
    self.evaluation = evaluation
    self.id = id
  }

  /// The sections' lines.
  var lines: [String] { scores + (evaluation.report.map(certainty) ?? []) }

  // MARK: Scores

  private var scores: [String] {
    var table = HTMLTable(
      "Scores on drawings held out",
      [("metric", false), ("value", true), ("95 % interval", true)])
    append("loss", evaluation.means.loss, evaluation.lossInterval, isShare: false, to: &table)
    for (metric, interval) in zip(evaluation.means.metrics, evaluation.metricIntervals) {
      append(metric.name, metric.value, interval, isShare: metric.isShare, to: &table)
    }
    if let report = evaluation.report { append(report, to: &table) }
    return [
      "<section><h2>Scores</h2>",
      "<p>The weights after step \(Format.count(evaluation.step)), on "
        + "\(Format.count(evaluation.means.count)) drawings that training did not see.</p>",
    ] + table.lines + ["</section>"]
  }

  private func append(_ report: ClassificationReport, to table: inout HTMLTable) {
    let shares: [(String, Double, ConfidenceInterval?)] = [
      ("balanced accuracy", report.balancedAccuracy, report.balancedAccuracyInterval),
      ("macro F1", report.macroF1, report.macroF1Interval),
      ("weighted F1", report.weightedF1, report.weightedF1Interval),
    ]
    for (name, value, interval) in shares {
      append(name, value, interval, isShare: true, to: &table)
    }
    let numbers: [(String, Double, ConfidenceInterval?)] = [
      ("MAP@3", report.meanAveragePrecisionAtThree, report.meanAveragePrecisionInterval),
      ("Cohen’s kappa", report.kappa, report.kappaInterval),
      ("Matthews’ correlation", report.matthewsCorrelation, report.matthewsInterval),
      ("Brier score", report.calibration.brierScore, report.calibration.brierInterval),
    ]
    for (name, value, interval) in numbers {
      append(name, value, interval, isShare: false, to: &table)
    }
  }

  private func append(
    _ name: String, _ value: Double, _ interval: ConfidenceInterval?, isShare: Bool,
    to table: inout HTMLTable
  ) {
    let range = interval.map {
      isShare
        ? Format.range($0)
        : "\(Format.decimal($0.lower, 4)) to \(Format.decimal($0.upper, 4))"
    }
    table.append([
      .heading(name), .number(isShare ? Format.percent(value, 2) : Format.decimal(value, 4)),
      .number(range ?? ""),
    ])
  }

  // MARK: Certainty

  private func certainty(_ report: ClassificationReport) -> [String] {
    let calibration = report.calibration
    var table = HTMLTable(
      "Answers by their certainty",
      [("certainty", false), ("answers", true), ("right", true), ("95 % interval", true)])
    for bin in calibration.bins {
      guard let range = bin.interval else { continue }
      table.append([
        .heading("\(Format.percent(bin.lower, 0)) to \(Format.percent(bin.upper, 0))"),
        .number(Format.count(bin.count)), .number(Format.percent(bin.accuracy)),
        .number(Format.range(range)),
      ])
    }
    let picture = CalibrationSVG(calibration).image(id: "\(id)-calibration")
    return ["<section><h2>Certainty</h2>", "<p>\(words(report))</p>", "<div class=\"beside\">"]
      + ["<figure>"] + picture + ["</figure>"] + table.lines + ["</div></section>"]
  }

  private func words(_ report: ClassificationReport) -> String {
    let calibration = report.calibration
    let error = Format.percent(calibration.expectedError)
    let range = report.accuracyInterval
    let tendency =
      calibration.confidence > range.upper
      ? "the model is surer than it should be"
      : calibration.confidence < range.lower
        ? "the model is less sure than it could be"
        : "on the whole the model is as sure as it should be"
    return
      "Of answers with a certainty of 80 %, 80 % should be right: dots belong on the diagonal. "
      + "The mean certainty is \(Format.percent(calibration.confidence)), "
      + "\(Format.percent(report.accuracy)) are right: \(tendency). The expected calibration error is "
      + "\(error)."
  }
}
