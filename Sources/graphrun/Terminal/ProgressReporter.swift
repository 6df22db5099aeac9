import Foundation
import ModelTools
import QuickDrawModels
import Runtime

/// Shows a training: one line that is rewritten on a terminal, one plain line a summary elsewhere.
final class ProgressReporter: TrainingReporter {
  private let console: Console
  private let log: RunLog
  private var lastUpdate = ContinuousClock.now
  private var hasLiveLine = false

  init(_ console: Console, log: RunLog) {
    self.console = console
    self.log = log
  }

  /// Shows a line above the live one and keeps it in the log.
  func say(_ line: String) {
    clear()
    console.say(line)
    log.append(line)
  }

  func noted(_ notice: String) { say("note: \(notice)") }

  func began(_ plan: TrainingPlan) {
    say("\(plan.model): \(Format.count(plan.parameterCount)) parameters")
    say(
      "data: \(plan.data), \(Format.count(plan.trainCount)) drawings of \(plan.classCount) classes "
        + "to train on, \(Format.count(plan.evalCount)) to evaluate")
    let start = plan.firstStep > 0 ? "from step \(Format.count(plan.firstStep)) " : ""
    say(
      "\(RunState.LogLine.began)\(start)to step \(Format.count(plan.steps)), \(plan.batchSize) drawings a step, "
        + "\(Format.decimal(plan.epochs, 1)) epochs; run \(plan.folder)")
  }

  func stepped(_ progress: TrainingProgress) {
    guard console.rewritesLines, isTimeForUpdate else { return }
    live(line(progress))
  }

  func summarised(_ progress: TrainingProgress) { say(line(progress)) }

  func evaluating(_ done: Int, of count: Int) {
    guard console.rewritesLines, isTimeForUpdate else { return }
    live("evaluating: \(Format.count(done)) of \(Format.count(count)) drawings")
  }

  func evaluated(_ evaluation: Evaluation, step: Int) {
    var text = "evaluation after step \(Format.count(step)): loss \(number(evaluation.loss))"
    for metric in evaluation.metrics {
      guard let range = metric.interval(count: evaluation.count) else {
        text += ", \(metric.name) \(number(metric.value))"
        continue
      }
      text += ", \(metric.name) \(Format.percent(metric.value)) (\(Format.range(range)))"
    }
    text +=
      " on \(Format.count(evaluation.count)) drawings in \(Format.duration(evaluation.seconds))"
    say(text)
  }

  func saved(step: Int, folder: String) {
    log.append("saved \(folder)")
  }

  /// Steps, epoch, loss, metric, learning rate, rate, waiting, time left: at most about 110 columns.
  private func line(_ progress: TrainingProgress) -> String {
    let width = Format.count(progress.steps).count
    let step = Format.count(progress.step)
    let padding = String(repeating: " ", count: max(0, width - step.count))
    var text = "step \(padding)\(step)/\(Format.count(progress.steps))"
    text += "  epoch \(Format.decimal(progress.epoch, 2))"
    text += "  loss \(number(progress.loss))"
    if let metric = progress.metrics.first {
      let value = metric.isShare ? Format.percent(metric.value) : number(metric.value)
      text += "  \(metric.name) \(value)"
    }
    text += "  lr \(String(format: "%.3g", progress.learningRate))"
    text += "  \(Format.decimal(progress.rate, 0)) drawings/s"
    text += "  data wait \(Format.percent(progress.dataWait))"
    if progress.step < progress.steps { text += "  \(Format.duration(progress.secondsLeft)) left" }
    return text
  }

  private func number(_ value: Double) -> String { String(format: "%.4f", value) }

  private var isTimeForUpdate: Bool {
    let now = ContinuousClock.now
    guard lastUpdate.duration(to: now) > .milliseconds(100) else { return false }
    lastUpdate = now
    return true
  }

  private func live(_ text: String) {
    console.rewrite(text)
    hasLiveLine = true
  }

  private func clear() {
    if hasLiveLine { console.rewrite("") }
    hasLiveLine = false
  }
}
