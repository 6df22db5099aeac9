import Foundation
import QuickDrawModels
import Runtime

/// What is said of a training while it goes on.
public enum TrainingLines {
  /// What is trained on what, before the first step.
  public static func beginning(_ plan: TrainingPlan, memory: Double) -> [String] {
    let start = plan.firstStep > 0 ? "from step \(Format.count(plan.firstStep)) " : ""
    let evaluated = plan.evalCount > 0 ? ", \(Format.count(plan.evalCount)) to evaluate" : ""
    let averaged = plan.decay.map { ", averaged with decay \($0)" } ?? ""
    return [
      "\(plan.model): \(Format.count(plan.parameterCount)) parameters, trained by "
        + "\(plan.optimizer)\(averaged)",
      "data: \(plan.data)",
      "      \(Format.count(plan.trainCount)) drawings of \(plan.classCount) classes to train on"
        + evaluated,
      "\(RunState.LogLine.began)\(start)to step \(Format.count(plan.steps)), \(plan.batchSize) "
        + "drawings a step, \(Format.decimal(plan.epochs, 1)) epochs, about \(Format.bytes(memory)) of memory",
      "run: \(plan.folder)",
    ]
  }

  /// Where a training stands: step, epoch, loss, metrics, learning rate, speed, waiting, time left.
  ///
  /// - Parameters:
  ///   - progress: The numbers.
  ///   - width: The columns that there are; nil for as many as it takes.
  /// - Returns: One line, whose numbers stand under those of the line before.
  public static func progress(_ progress: TrainingProgress, width: Int? = nil) -> String {
    let steps = Format.count(progress.steps)
    var line = FittedLine()
    line.append("step \(padded(Format.count(progress.step), steps.count))/\(steps)", importance: 9)
    line.append("epoch \(Format.decimal(progress.epoch, 2))", importance: 4)
    line.append("loss \(Format.decimal(progress.loss, 4))", importance: 8)
    for (index, metric) in progress.metrics.enumerated() {
      let value =
        metric.isShare ? padded(Format.percent(metric.value), 6) : Format.decimal(metric.value, 4)
      line.append("\(metric.name) \(value)", importance: index == 0 ? 7 : 1)
    }
    let rate = String(format: "%.3g", progress.learningRate)
    line.append(
      "lr \(rate.padding(toLength: max(8, rate.count), withPad: " ", startingAt: 0))",
      importance: 3)
    line.append(
      "\(padded(Format.count(Int(progress.rate.rounded())), 5)) drawings/s", importance: 5)
    line.append("data wait \(padded(Format.percent(progress.dataWait), 5))", importance: 2)
    if progress.step < progress.steps {
      line.append("\(Format.duration(progress.secondsLeft)) left", importance: 6)
    }
    return line.text(width: width)
  }

  /// How far an evaluation is.
  public static func evaluating(_ done: Int, of count: Int) -> String {
    "evaluating: \(Format.count(done)) of \(Format.count(count)) drawings"
  }

  /// What an evaluation gave, shares with their 95 % interval.
  ///
  /// - Parameters:
  ///   - evaluation: The numbers.
  ///   - step: The steps done.
  ///   - width: The columns that there are; nil for as many as it takes.
  /// - Returns: One line.
  public static func evaluation(
    _ evaluation: Evaluation, step: Int, width: Int? = nil
  ) -> String {
    var line = FittedLine()
    line.append("evaluation after step \(Format.count(step))", importance: 9)
    line.append("loss \(Format.decimal(evaluation.loss, 4))", importance: 8)
    for (index, metric) in evaluation.metrics.enumerated() {
      let range = metric.interval(count: evaluation.count)
      let value =
        range.map { "\(Format.percent(metric.value)) (\(Format.range($0)))" }
        ?? Format.decimal(metric.value, 4)
      line.append("\(metric.name) \(value)", importance: index == 0 ? 7 : 4)
    }
    line.append("on \(Format.count(evaluation.count)) drawings", importance: 5)
    line.append("in \(Format.duration(evaluation.seconds))", importance: 2)
    return line.text(width: width)
  }

  /// What to type after a training.
  ///
  /// - Parameters:
  ///   - folder: The run's folder.
  ///   - step: The steps done.
  ///   - hasBest: Whether another checkpoint than the last is the best.
  ///   - drawings: A file of drawings to ask about; nil for a model that tells no classes.
  ///   - preparation: What makes that file first; nil when it is there.
  /// - Returns: The lines, the first of which begins with `next: `.
  public static func next(
    folder: String, step: Int, hasBest: Bool, drawings: String?, preparation: String? = nil
  ) -> [String] {
    var calls = [("graphrun eval \(folder)", "how well it does")]
    if hasBest { calls.append(("graphrun eval \(folder) --best", "the best checkpoint")) }
    if let drawings {
      if let preparation { calls.append((preparation, "some drawings to ask about")) }
      calls.append(("graphrun predict \(folder) \(drawings)", "what drawings show"))
    }
    calls.append(("graphrun resume \(folder) --steps \(2 * step)", "train on"))
    calls.append(("graphrun runs", "beside other runs"))
    let width = calls.map(\.0.count).max() ?? 0
    return calls.enumerated().map { index, call in
      (index == 0 ? "next: " : "      ")
        + call.0.padding(toLength: width, withPad: " ", startingAt: 0)
        + "  # \(call.1)"
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
