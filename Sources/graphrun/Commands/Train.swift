import ArgumentParser
import Kernels
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun train`.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a model file.",
    discussion: """
      Examples:
        graphrun train models/quickdraw.yaml
        graphrun train models/quickdraw.yaml --steps 500 --set learning_rate=1e-3
        graphrun train models/quickdraw.yaml --data drawings/ --run runs/first
        graphrun train wider.yaml --init-from runs/quickdraw-1 --partial

      Without data of its own the reference model trains on built-in drawings. Ctrl-C stops after \
      the step and saves; graphrun resume goes on.
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var training: TrainingOptions
  @OptionGroup var start: InitialWeightsOptions

  @Option(
    help: ArgumentHelp(
      "Train on this data: a folder of ndjson or TFRecord files, or one file.", valueName: "path"))
  var data: String?

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("The run's folder; runs/NAME-NUMBER by default.", valueName: "folder"))
  var runFolder: String?

  @Option(help: "The seed of weights, order and dropout.")
  var seed: Int?

  func run() throws {
    try Failure.reported(model.terminal) {
      let checked = try model.checked()
      try training.configure()
      let console = model.terminal.console
      var request = Experiment.Request(path: model.file, sets: model.sets, data: data)
      request.use = .training
      let experiment = try Experiment(request, checked: { _ in })
      experiment.notices.forEach { console.say("note: \($0)") }
      let skips = experiment.data.skips
      if skips.skipped > 0 { console.say("\(skips)") }
      var options = TrainingRun.Options()
      options.steps = training.steps
      options.seed = try seed.map { seed in
        guard let seed = UInt64(exactly: seed) else {
          throw ValidationError("--seed wants a number from 0 on, not \(seed)")
        }
        return seed
      }
      options.data = data
      options.commandLine = CommandLine.arguments
      options.initialWeights = try start.read(for: experiment, console)
      // Whatever is wrong so far leaves no folder behind.
      _ = try experiment.trainable()
      let folder =
        try runFolder.map { try RunFolder(creating: $0) }
        ?? RunFolder(numbered: checked.spec.name.value)
      let run = try TrainingRun(new: experiment, in: folder, options: options)
      try training.finish(run, console, on: experiment.data)
    }
  }
}

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

  /// Trains, and says what to do next.
  func finish(_ run: TrainingRun, _ console: Console, on data: DataSource) throws {
    let log = try RunLog(run.folder.log)
    let reporter = ProgressReporter(console, log: log)
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
      throw ExitStatus.stopped.exit
    }
  }
}
