import QuickDrawModels
import Runtime

/// What is said of a trained model's evaluation.
public struct EvaluationText {
  private let evaluation: ModelEvaluation
  /// How many pairs of classes are named.
  private static let pairs = 10

  /// The words for an evaluation.
  public init(_ evaluation: ModelEvaluation) { self.evaluation = evaluation }

  /// The metrics with their intervals, how far the probabilities can be believed, and the classes that
  /// are confused most often.
  public var overview: [String] {
    let count = Format.count(evaluation.means.count)
    var lines = [
      "\(evaluation.model) after step \(Format.count(evaluation.step)) on \(count) drawings "
        + "(\(evaluation.data))", "",
    ]
    lines += metrics
    if let report = evaluation.report {
      lines += [""] + confused(report) + ["", sureness(report)]
    } else {
      lines.append("")
    }
    lines.append(
      "\(Format.decimal(evaluation.rate, 0)) drawings/s, "
        + "\(Format.duration(evaluation.means.seconds)) in all")
    return lines
  }

  /// Precision, recall and F1 of each class; empty without classes.
  public var classes: [String] {
    guard let report = evaluation.report else { return [] }
    var table = TextTable([
      ("class", .left), ("drawings", .right), ("precision", .right), ("95 %", .left),
      ("recall", .right), ("95 %", .left), ("F1", .right), ("95 %", .left),
    ])
    for (name, scores) in zip(evaluation.classes, report.classes) {
      table.append([
        name, Format.count(scores.support),
        Format.percent(scores.precision), scores.precisionInterval.map(Format.range) ?? "",
        Format.percent(scores.recall), scores.recallInterval.map(Format.range) ?? "",
        Format.percent(scores.f1), scores.f1Interval.map(Format.range) ?? "",
      ])
    }
    return table.lines()
  }

  /// For each range of confidence how many predictions are right; empty without classes.
  public var calibration: [String] {
    guard let report = evaluation.report else { return [] }
    var table = TextTable([
      ("confidence", .left), ("drawings", .right), ("mean", .right), ("right", .right),
      ("95 %", .left),
    ])
    for bin in report.calibration.bins where bin.count > 0 {
      table.append([
        "\(Format.decimal(bin.lower * 100, 1)) to \(Format.decimal(bin.upper * 100, 1))",
        Format.count(bin.count), Format.percent(bin.confidence), Format.percent(bin.accuracy),
        bin.interval.map(Format.range) ?? "",
      ])
    }
    return table.lines()
  }

  /// The confusion matrix as comma-separated values: a row for each true class, a column for what it
  /// was taken for; nil without classes.
  public var confusionCSV: [String]? {
    guard let matrix = evaluation.report?.confusion else { return nil }
    let names = evaluation.classes
    return [CommaSeparated.line(["class"] + names)]
      + names.indices.map { label in
        CommaSeparated.line(
          [names[label]] + names.indices.map { "\(matrix[label: label, prediction: $0])" })
      }
  }

  // MARK: Parts

  private var metrics: [String] {
    var table = TextTable([("metric", .left), ("value", .right), ("95 % interval", .left)])
    func share(_ name: String, _ value: Double, _ interval: ConfidenceInterval?) {
      table.append([name, Format.percent(value, 2), interval.map(Format.range) ?? ""])
    }
    func number(_ name: String, _ value: Double, _ interval: ConfidenceInterval?) {
      let range = interval.map {
        "\(Format.decimal($0.lower, 4)) to \(Format.decimal($0.upper, 4))"
      }
      table.append([name, Format.decimal(value, 4), range ?? ""])
    }
    number("loss", evaluation.means.loss, evaluation.lossInterval)
    for (metric, interval) in zip(evaluation.means.metrics, evaluation.metricIntervals) {
      (metric.isShare ? share : number)(metric.name, metric.value, interval)
    }
    guard let report = evaluation.report else { return table.lines() }
    // Its accuracies only where the model has none itself.
    if !evaluation.means.metrics.contains(where: \.isShare) {
      share("accuracy", report.accuracy, report.accuracyInterval)
      share("top 3", report.topThree, report.topThreeInterval)
    }
    share("balanced accuracy", report.balancedAccuracy, report.balancedAccuracyInterval)
    share("macro F1", report.macroF1, report.macroF1Interval)
    share("weighted F1", report.weightedF1, report.weightedF1Interval)
    number("MAP@3", report.meanAveragePrecisionAtThree, report.meanAveragePrecisionInterval)
    number("log loss", report.logLoss, report.logLossInterval)
    number("kappa", report.kappa, report.kappaInterval)
    number("Matthews", report.matthewsCorrelation, report.matthewsInterval)
    number("Brier score", report.calibration.brierScore, report.calibration.brierInterval)
    share("calibration error", report.calibration.expectedError, nil)
    return table.lines()
  }

  private func confused(_ report: ClassificationReport) -> [String] {
    let pairs = report.confusion.mostConfused(Self.pairs)
    guard !pairs.isEmpty else { return ["no drawing was taken for another class"] }
    var table = TextTable([
      ("most confused", .left), ("taken for", .left), ("drawings", .right), ("of them", .right),
      ("95 %", .left),
    ])
    for pair in pairs {
      let interval = ConfidenceInterval(successes: pair.count, of: pair.support)
      table.append([
        evaluation.classes[pair.label], evaluation.classes[pair.prediction],
        Format.count(pair.count), Format.percent(Double(pair.count) / Double(pair.support)),
        Format.range(interval),
      ])
    }
    return table.lines()
  }

  /// `on average 92.1 % sure, and right in 94.0 %: not sure enough`.
  private func sureness(_ report: ClassificationReport) -> String {
    let confidence = report.calibration.confidence
    let interval = report.accuracyInterval
    let verdict =
      confidence > interval.upper
      ? ": too sure" : confidence < interval.lower ? ": not sure enough" : ""
    return "on average \(Format.percent(confidence)) sure and right in "
      + "\(Format.percent(report.accuracy))\(verdict)"
  }
}
