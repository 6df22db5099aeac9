import GraphDSL
import ModelTools
import QuickDrawModels

/// Shows a sweep: one line that is rewritten on a terminal, and a line for each run that ended.
final class SweepReporter {
  private let console: Console
  private let folder: SweepFolder
  private var lastUpdate = ContinuousClock.now

  init(_ console: Console, _ folder: SweepFolder) {
    self.console = console
    self.folder = folder
  }

  func began(_ steps: Int, _ options: SweepRunner.Options, finished: Int) {
    let plan = folder.plan
    console.say(
      "\(plan.model): \(plan.combinations.count) combinations, \(plan.seeds.count) "
        + (plan.seeds.count == 1 ? "seed" : "seeds")
        + ", \(Format.count(plan.runs.count)) runs of \(Format.count(steps)) steps in \(folder.path)"
    )
    let threads = options.threads == 1 ? "1 thread" : "\(options.threads) threads"
    console.say(
      (finished > 0 ? "\(finished) are finished already; " : "")
        + "\(options.jobs) at once, each with \(threads)")
  }

  func progress(_ progress: SweepRunner.Progress) {
    guard console.rewritesLines, lastUpdate.duration(to: .now) > .milliseconds(500) else { return }
    lastUpdate = .now
    console.rewrite(line(progress))
  }

  func ended(
    _ run: SweepPlan.Run, _ outcome: SweepRunner.Outcome, _ progress: SweepRunner.Progress
  ) {
    console.rewrite("")
    let settings = folder.plan.combinations[run.combination].map(\.text) + ["seed=\(run.seed)"]
    let name = "run-\(run.number) (\(settings.joined(separator: ", ")))"
    switch outcome {
    case .finished: console.say("\(name): \(result(of: run)); \(line(progress))")
    case .stopped: console.say("\(name): stopped")
    case .failed(let reason): console.say("\(name): failed: \(DisplayText.escaped(reason))")
    }
  }

  private func line(_ progress: SweepRunner.Progress) -> String {
    var text = "\(progress.finished) of \(progress.runs) done"
    if progress.failed > 0 { text += ", \(progress.failed) failed" }
    if progress.running > 0 { text += ", \(progress.running) running" }
    if let left = progress.secondsLeft, left > 0 { text += ", \(Format.duration(left)) left" }
    return text
  }

  /// The main metric of a run.
  private func result(of run: SweepPlan.Run) -> String {
    guard let overview = try? RunOverview(folder.folder(of: run)),
      let metric = overview.mainMetric, let last = overview.last(metric)
    else { return "done" }
    return "\(metric) \(last.shownWithInterval)"
  }
}
