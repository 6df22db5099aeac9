import Runtime

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
    object["drawings_per_second"] = .number(rate)
    object["data_wait"] = .number(dataWait)
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
