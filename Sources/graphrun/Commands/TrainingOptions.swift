import ArgumentParser
import Kernels
import ModelTools
import QuickDrawModels
import Runtime

/// The options that starting and resuming a training share.
struct TrainingOptions: ParsableArguments {
  @Option(help: "The number of steps in all; the model file's by default.")
  var steps: Int?

  @Option(help: "The threads to use; all cores by default. Results do not depend on it.")
  var threads: Int?

  /// Sets up threads and signals.
  func configure() throws {
    if let steps, steps < 1 {
      throw ValidationError("--steps wants a number above 0, not \(steps)")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads wants a number from 1 to 1024, not \(threads)")
    }
    WorkerPool.configure(threads: threads ?? WorkerPool.cores)
    StopSignal.install()
  }

  /// Warns when a batch of the longest drawings might not fit into memory.
  ///
  /// - Throws: `TrainingMemory.Shortage` when not even a usual batch does.
  func checkMemory(for experiment: Experiment, _ console: Console) throws {
    if let warning = try TrainingMemory(experiment).check() { console.say("warning: \(warning)") }
  }

  /// Trains, and says what to do next.
  ///
  /// - Parameters:
  ///   - run: The training.
  ///   - console: Where to tell.
  ///   - experiment: What is trained.
  ///   - goal: The step after which the training is to stop by itself; nil for the last.
  /// - Throws: The exit status when a signal stopped it before.
  func finish(
    _ run: TrainingRun, _ console: Console, of experiment: Experiment, goal: Int? = nil
  ) throws {
    let log = try RunLog(run.folder.log)
    let memory = try TrainingMemory(experiment).expected
    let reporter = ProgressReporter(console, log: log, memory: memory)
    let data = experiment.data
    let start = ContinuousClock.now
    switch try Failure.logged(in: log, { try run.run(reporter) }) {
    case .finished:
      let time = Format.duration(start.duration(to: .now) / .seconds(1))
      reporter.say("\(RunState.LogLine.finished)everything is in \(run.folder.path), after \(time)")
      if let best = run.bestText { reporter.say("best: \(best)") }
      // Whoever trained on made-up drawings may have no others to ask about.
      let file = data.isBuiltIn ? "drawings/star.ndjson" : "drawings.ndjson"
      TrainingLines.next(
        folder: run.folder.path, step: run.step, hasBest: run.bestText != nil,
        drawings: run.tellsClasses ? file : nil,
        preparation: data.isBuiltIn ? "graphrun data synth -n 5 --seed 2 -o drawings" : nil
      ).forEach(reporter.say)
    case .stopped(let step):
      reporter.say(
        "\(RunState.LogLine.stopped)\(step); go on with: graphrun resume \(run.folder.path)")
      guard step != goal else { return }
      throw ExitStatus.stopped.exit
    }
  }
}
