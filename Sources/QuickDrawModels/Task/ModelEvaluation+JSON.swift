import Runtime

extension ModelEvaluation {
  /// Drawings a second.
  public var rate: Double { Double(means.count) / max(means.seconds, 1e-9) }

  /// Everything as one object; `withClasses` adds one for each class.
  public func json(withClasses: Bool) -> JSONValue {
    var object = JSONObject()
    object["model"] = .string(model)
    object["step"] = .integer(step)
    object["data"] = .string(data)
    object["drawings"] = .integer(means.count)
    object["loss"] = .number(means.loss)
    for metric in means.metrics {
      object[metric.name] = .number(metric.value)
      object["\(metric.name)_interval"] = metric.interval(count: means.count).map(Self.json)
    }
    if let report { object["classification"] = Self.json(report) }
    object["drawings_per_second"] = .number(rate)
    if withClasses, let report {
      object["classes"] = .array(
        zip(classes, report.classes).map { name, scores in
          [
            "class": .string(name), "drawings": .integer(scores.support),
            "precision": .number(scores.precision), "recall": .number(scores.recall),
            "f1": .number(scores.f1),
          ]
        })
    }
    return .object(object)
  }

  private static func json(_ interval: ConfidenceInterval) -> JSONValue {
    [.number(interval.lower), .number(interval.upper)]
  }

  private static func json(_ report: ClassificationReport) -> JSONValue {
    [
      "accuracy": .number(report.accuracy),
      "accuracy_interval": json(report.accuracyInterval),
      "top_3": .number(report.topThree), "map_3": .number(report.meanAveragePrecisionAtThree),
      "log_loss": .number(report.logLoss), "macro_f1": .number(report.macroF1),
      "weighted_f1": .number(report.weightedF1),
      "balanced_accuracy": .number(report.balancedAccuracy), "kappa": .number(report.kappa),
      "matthews_correlation": .number(report.matthewsCorrelation),
    ]
  }
}
