import Runtime

extension ModelEvaluation {
  /// Drawings a second.
  public var rate: Double { Double(means.count) / max(means.seconds, 1e-9) }

  /// Everything as one object: the model's own metrics at the top, then what is said of every
  /// classifier, each class, the confusion matrix and the calibration.
  public var json: JSONValue {
    var object = JSONObject()
    object["model"] = .string(model)
    object["step"] = .integer(step)
    object["data"] = .string(data)
    object["drawings"] = .integer(means.count)
    object["loss"] = .number(means.loss)
    object["loss_interval"] = Self.json(lossInterval)
    for (metric, interval) in zip(means.metrics, metricIntervals) {
      object[metric.name] = .number(metric.value)
      object["\(metric.name)_interval"] = Self.json(interval)
    }
    object["drawings_per_second"] = .number(rate)
    guard let report else { return .object(object) }
    object["classification"] = .object(Self.json(report))
    object["calibration"] = .object(Self.json(report.calibration))
    object["classes"] = .array(
      zip(classes, report.classes).map { .object(Self.json($0, $1)) })
    object["confusion"] = confusionJSON(report.confusion)
    return .object(object)
  }

  private static func json(_ interval: ConfidenceInterval?) -> JSONValue {
    interval.map { [.number($0.lower), .number($0.upper)] } ?? .null
  }

  private static func json(_ report: ClassificationReport) -> JSONObject {
    let scores: [(name: String, value: Double, interval: ConfidenceInterval?)] = [
      ("accuracy", report.accuracy, report.accuracyInterval),
      ("top_3", report.topThree, report.topThreeInterval),
      ("map_3", report.meanAveragePrecisionAtThree, report.meanAveragePrecisionInterval),
      ("log_loss", report.logLoss, report.logLossInterval),
      ("macro_f1", report.macroF1, report.macroF1Interval),
      ("weighted_f1", report.weightedF1, report.weightedF1Interval),
      ("balanced_accuracy", report.balancedAccuracy, report.balancedAccuracyInterval),
      ("kappa", report.kappa, report.kappaInterval),
      ("matthews_correlation", report.matthewsCorrelation, report.matthewsInterval),
    ]
    var object = JSONObject()
    for score in scores {
      object[score.name] = .number(score.value)
      object["\(score.name)_interval"] = json(score.interval)
    }
    return object
  }

  private static func json(_ calibration: Calibration) -> JSONObject {
    var object = JSONObject()
    object["confidence"] = .number(calibration.confidence)
    object["expected_calibration_error"] = .number(calibration.expectedError)
    object["brier_score"] = .number(calibration.brierScore)
    object["brier_score_interval"] = json(calibration.brierInterval)
    object["bins"] = .array(
      calibration.bins.map { bin in
        [
          "above": .number(bin.lower), "up_to": .number(bin.upper),
          "drawings": .integer(bin.count),
          "confidence": bin.count > 0 ? .number(bin.confidence) : .null,
          "accuracy": bin.count > 0 ? .number(bin.accuracy) : .null,
          "accuracy_interval": json(bin.interval),
        ]
      })
    return object
  }

  private static func json(_ name: String, _ scores: ClassScores) -> JSONObject {
    var object = JSONObject()
    object["class"] = .string(name)
    object["drawings"] = .integer(scores.support)
    let values = [
      ("precision", scores.precision, scores.precisionInterval),
      ("recall", scores.recall, scores.recallInterval), ("f1", scores.f1, scores.f1Interval),
    ]
    for (name, value, interval) in values {
      object[name] = .number(value)
      object["\(name)_interval"] = json(interval)
    }
    return object
  }

  /// `counts[true class][predicted class]`, classes in the order of `classes`.
  private func confusionJSON(_ matrix: ConfusionMatrix) -> JSONValue {
    let size = 0..<matrix.classCount
    return [
      "classes": .array(classes.map { .string($0) }),
      "counts": .array(
        size.map { label in
          .array(size.map { .integer(matrix[label: label, prediction: $0]) })
        }),
    ]
  }
}
