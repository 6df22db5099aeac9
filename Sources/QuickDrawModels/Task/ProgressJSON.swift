import Runtime

/// Names of `metrics.jsonl` that have a meaning beyond their number.
public enum MetricsKey {
  /// What depends on the time that the machine took; everything else is the same when a training is
  /// repeated.
  public static let timings = ["drawings_per_second", "data_wait"]
}

extension TrainingProgress {
  /// One line of `metrics.jsonl`.
  var json: JSONObject {
    var object = JSONObject()
    object["step"] = .integer(step)
    object["epoch"] = .number(epoch)
    object["loss"] = .number(loss)
    for metric in metrics { object["train.\(metric.name)"] = .number(metric.value) }
    object["learning_rate"] = .number(learningRate)
    object["gradient_norm"] = .number(gradientNorm)
    for (name, value) in zip(MetricsKey.timings, [rate, dataWait]) { object[name] = .number(value) }
    return object
  }
}

extension Evaluation {
  /// One line of `metrics.jsonl`, or the result of a command.
  public func json(step: Int) -> JSONObject {
    var object = JSONObject()
    object["step"] = .integer(step)
    object["eval.loss"] = .number(loss)
    for metric in metrics { object["eval.\(metric.name)"] = .number(metric.value) }
    object["eval.drawings"] = .integer(count)
    return object
  }
}
