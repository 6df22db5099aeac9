import Foundation
import ModelTools
import QuickDrawModels
import Runtime

/// Shows a training: one line that is rewritten on a terminal, one plain line a summary elsewhere.
final class ProgressReporter: TrainingReporter {
  private let console: Console
  private let log: RunLog
  private let memory: Double
  private var smoothed = SmoothedProgress()
  private var lastUpdate = ContinuousClock.now
  private var hasLiveLine = false

  /// - Parameters:
  ///   - console: Where to tell.
  ///   - log: Keeps what was told.
  ///   - memory: The bytes that the training is expected to take.
  init(_ console: Console, log: RunLog, memory: Double) {
    self.console = console
    self.log = log
    self.memory = memory
  }

  /// Shows a line above the live one and keeps it in the log.
  func say(_ line: String) { say(line, logged: line) }

  /// Shows a line above the live one; the log keeps the whole of it.
  private func say(_ line: String, logged: String) {
    if hasLiveLine { console.rewrite("") }
    hasLiveLine = false
    console.say(line)
    log.append(logged)
  }

  func noted(_ notice: String) { say("note: \(notice)") }

  func began(_ plan: TrainingPlan) { TrainingLines.beginning(plan, memory: memory).forEach(say) }

  func stepped(_ progress: TrainingProgress) {
    guard isTimeForUpdate else { return }
    live(TrainingLines.progress(smoothed.smoothed(progress), width: width))
  }

  func summarised(_ progress: TrainingProgress) {
    smoothed.summarised(progress)
    say(
      TrainingLines.progress(progress, width: width), logged: TrainingLines.progress(progress))
  }

  func evaluating(_ done: Int, of count: Int) {
    guard isTimeForUpdate else { return }
    live(TrainingLines.evaluating(done, of: count))
  }

  func evaluated(_ evaluation: Evaluation, step: Int) {
    say(
      console.bold(TrainingLines.evaluation(evaluation, step: step, width: width)),
      logged: TrainingLines.evaluation(evaluation, step: step))
  }

  func saved(step: Int, folder: String) {
    log.append("saved \(folder)")
  }

  /// The columns of a line that must not wrap; nil where nobody sees lines wrap.
  private var width: Int? { console.rewritesLines ? console.width - 1 : nil }

  /// Whether there is a line to rewrite and a tenth of a second has passed.
  private var isTimeForUpdate: Bool {
    let now = ContinuousClock.now
    guard console.rewritesLines, lastUpdate.duration(to: now) > .milliseconds(100) else {
      return false
    }
    lastUpdate = now
    return true
  }

  private func live(_ text: String) {
    console.rewrite(text)
    hasLiveLine = true
  }
}
