import Foundation
import GraphDSL
import Runtime

/// One training from its first or its resumed step to its last: steps, summaries, evaluations and
/// checkpoints in a run folder.
public final class TrainingRun {
  /// What the command line changes about a training.
  public struct Options: Sendable {
    /// The number of steps; the model file's if nil.
    public var steps: Int?
    /// The seed; the model file's if nil.
    public var seed: UInt64?
    /// The command line, for the receipt.
    public var commandLine: [String] = []
    /// The data that was asked for instead of the file's, for the receipt.
    public var data: String?
    /// Trained weights to start from; nil for new ones.
    public var initialWeights: InitialWeights?
    /// The run that this one repeats, for the receipt.
    public var repeats: String?
    /// Stops after this step as a signal would; nil to go to the end.
    public var stopAfter: Int?
    /// Whether a run that ended early goes on, with as much patience as a new one.
    public var restartsPatience = false

    /// The model file's own settings.
    public init() {}
  }

  /// How a training ended.
  public enum Outcome: Sendable {
    /// All steps were done.
    case finished(Evaluation?)
    /// A signal or the options asked to stop; a checkpoint was saved.
    case stopped(step: Int)
  }

  /// The run's folder.
  public let folder: RunFolder
  /// Steps done.
  public private(set) var step = 0
  /// What the user should be told, a sentence each.
  public private(set) var notices: [String] = []
  private let experiment: Experiment
  private let settings: TrainSpec
  private let seed: UInt64
  private let steps: Int
  private let parameters: ParameterStore
  private let program: TrainingProgram
  private let evaluator: Evaluator?
  private let checkpoints: CheckpointStore
  private let metrics: MetricsLog
  private var events: TrainingEvents?
  private let lock: FolderLock
  private let trainSet: Dataset
  private let options: Options
  private var window: ProgressWindow
  private var best: TrainingState.Best?
  private var stopper: EarlyStopper?
  /// Whether it goes on although it ended early.
  private var hasNewPatience = false
  private var cursor = DataCursor()
  /// The last evaluation's step, and what it gave if it was made here.
  private var evaluated: (step: Int?, evaluation: Evaluation?) = (nil, nil)
  private var end: TrainingState.End?

  /// A new training in a new folder.
  ///
  /// - Throws: ``ModelError`` when the model cannot be trained, `FileError` when the folder cannot be
  ///   written.
  public convenience init(
    new experiment: Experiment, in folder: RunFolder, options: Options
  ) throws {
    try self.init(experiment, folder, options)
    options.initialWeights?.load(into: parameters)
    try AtomicFile.write(experiment.sources.files.first?.bytes ?? [], to: folder.model)
    try AtomicFile.write(YAMLWriter.text(experiment.spec.document), to: folder.resolvedModel)
    // Last: a folder without a receipt is no run.
    try RunRecord(experiment, options: options, seed: seed, steps: steps).write(to: folder)
  }

  /// Goes on from a checkpoint of an earlier training.
  ///
  /// - Throws: `FileError` when there is no intact checkpoint or it does not fit the model.
  public convenience init(
    resuming experiment: Experiment, in folder: RunFolder, options: Options
  ) throws {
    try self.init(experiment, folder, options)
    try load(try newestCheckpoint())
    if options.restartsPatience, isExhausted {
      stopper?.state.waited = 0
      hasNewPatience = true
    }
  }

  private init(_ experiment: Experiment, _ folder: RunFolder, _ options: Options) throws {
    let (settings, trainSet) = try experiment.trainable()
    self.experiment = experiment
    self.settings = settings
    self.folder = folder
    self.trainSet = trainSet
    lock = try FolderLock(folder.path)
    seed = options.seed ?? UInt64(settings.seed)
    steps = options.steps ?? settings.steps
    parameters = experiment.parameters(seed: seed)
    program = try TrainingProgram(
      experiment.training.graph, parameters: parameters, recipe: settings.recipe)
    program.executor.seed = seed
    let evaluation = EvaluationProgram(
      experiment.evaluation.graph, parameters: parameters, scored: true)
    evaluator = experiment.data.eval.map {
      Evaluator(
        evaluation, feed: experiment.feed, dataset: $0,
        batchSize: Evaluator.batchSize(besides: settings.batchSize))
    }
    stopper = settings.earlyStopping.map {
      EarlyStopper($0, prefersSmall: experiment.training.prefersSmall($0.metric))
    }
    try folder.removeLeftovers()
    checkpoints = try CheckpointStore(runFolder: folder.path)
    metrics = try MetricsLog(folder.metrics)
    self.options = options
    window = ProgressWindow(program)
  }

  /// Whether the model can tell classes, so that `predict` has something to say.
  public var tellsClasses: Bool {
    ClassOutput(experiment.evaluation, classCount: experiment.data.classes.count) != nil
  }

  /// What is about to happen.
  public var plan: TrainingPlan {
    TrainingPlan(
      model: experiment.training.name, parameterCount: parameters.parameterCount,
      optimizer: settings.optimizer.op.value, decay: settings.recipe.averaging?.decay,
      data: trainSet.name, trainCount: trainSet.count,
      evalCount: experiment.data.eval?.count ?? 0, classCount: experiment.data.classes.count,
      firstStep: step, steps: steps, batchSize: settings.batchSize, folder: folder.path)
  }

  /// Whether all steps of the plan were done before, or the training ended early.
  public var isFinished: Bool { end != nil && (step == steps || isExhausted) }

  /// Why the training ended before its last step; nil when it did not.
  public var earlyEnd: String? { isExhausted ? stopper?.sentence : nil }

  /// The best checkpoint and its value in words; nil when none was chosen or the last is the best.
  public var bestText: String? {
    guard let best, best.step != step else { return nil }
    return "eval.\(best.metric) \(String(format: "%.4g", best.value)) in "
      + checkpoints.folder(of: best.step)
  }

  private var isExhausted: Bool { stopper?.isExhausted == true }

  /// Trains to the last step, or until a signal.
  ///
  /// - Parameter reporter: Told of everything that happens.
  /// - Returns: How it ended.
  /// - Throws: ``DivergedTraining`` when the numbers blow up, `FileError` when something cannot be
  ///   saved, and what reading the data throws.
  public func run(_ reporter: any TrainingReporter) throws -> Outcome {
    try goOn(reporter)
    let train = experiment.training.data?.train
    let batches = BatchOptions(
      batchSize: settings.batchSize, shuffle: train?.shuffle ?? trainSet.count,
      bucket: train?.bucket != nil, seed: seed)
    let stream = try BatchStream.training(trainSet, batches, from: cursor)
    var summaries = cadence(settings.summaries.every)
    var evaluations = cadence(settings.evaluation?.every)
    var saves = cadence(settings.checkpoint.every)
    window = ProgressWindow(program, window.sums, waited: stream.waited)
    reporter.began(plan)
    while step < steps, !isExhausted {
      guard let batch = try stream.next() else { break }
      let result = try take(batch)
      step += 1
      cursor = stream.cursor
      window.add(result, program, count: batch.count)
      reporter.stepped(progress(stream))
      if summaries.isDue(step: step, batchSize: settings.batchSize) {
        try summarise(progress(stream), reporter)
        window = ProgressWindow(program, waited: stream.waited)
      }
      if evaluations.isDue(step: step, batchSize: settings.batchSize) { try evaluate(reporter) }
      guard step < steps, !isExhausted else { break }
      let isStopping = StopSignal.isRequested || step == options.stopAfter
      let isSaveDue = saves.isDue(step: step, batchSize: settings.batchSize)
      if isStopping || isSaveDue || StopSignal.takeSaveRequest() || best?.step == step {
        try save(reporter)
      }
      if isStopping { return .stopped(step: step) }
    }
    return .finished(try finish(progress(stream), reporter))
  }

  /// Takes back what the end of a shorter training did that this one would not have done.
  private func goOn(_ reporter: any TrainingReporter) throws {
    let events = try TrainingEvents(
      experiment, parameters: parameters,
      options: ["seed": .int(Int(clamping: seed)), "steps": .int(steps)], in: folder, after: step)
    events.damage.map { reporter.noted("events for TensorBoard were lost: \($0)") }
    self.events = events
    guard step > 0 else { return }
    var record = try RunRecord(folder)
    record.resume(
      after: step, to: steps, commandLine: options.commandLine, hasNewPatience: hasNewPatience)
    try record.write(to: folder)
    try metrics.truncate(after: step)
    if let end { best = end.best }
    end = nil
  }

  private func take(_ batch: Batch) throws -> TrainingProgram.StepResult {
    do throws(NonFiniteStepError) {
      return try program.step(experiment.feed.feed(batch), step)
    } catch {
      throw DivergedTraining(
        error, in: experiment, parameters, checkpoint: try checkpoints.newest().checkpoint?.path)
    }
  }

  private func cadence(_ interval: Interval?) -> Cadence {
    Cadence(
      interval, examplesPerEpoch: trainSet.count, step: step, batchSize: settings.batchSize)
  }

  private func progress(_ stream: BatchStream) -> TrainingProgress {
    window.progress(
      step: step, of: steps, epoch: Double(step * settings.batchSize) / Double(trainSet.count),
      waited: stream.waited)
  }

  private func summarise(
    _ progress: TrainingProgress, isFinal: Bool = false, _ reporter: any TrainingReporter
  ) throws {
    try metrics.append(progress.json, isFinal: isFinal)
    try events?.append(progress, isFinal: isFinal)
    reporter.summarised(progress)
  }

  /// Ends with a summary and an evaluation even where none is due, and a checkpoint.
  private func finish(
    _ progress: TrainingProgress, _ reporter: any TrainingReporter
  ) throws -> Evaluation? {
    let before = best
    if !window.isEmpty { try summarise(progress, isFinal: true, reporter) }
    if evaluated.step != step { try evaluate(isFinal: true, reporter) }
    try events?.finish(step: step)
    end = TrainingState.End(best: before)
    try save(reporter)
    return evaluated.evaluation
  }

  private func evaluate(isFinal: Bool = false, _ reporter: any TrainingReporter) throws {
    guard let evaluator else { return }
    let count = experiment.data.eval?.count ?? 0
    let evaluation = try window.pausing {
      try program.withAverages {
        try evaluator.run(
          batches: settings.evaluation?.batches, progress: { reporter.evaluating($0, of: count) })
      }
    }
    try metrics.append(evaluation.json(step: step), isFinal: isFinal)
    try events?.append(evaluation, step: step, isFinal: isFinal)
    evaluated = (step, evaluation)
    noteBest(evaluation)
    reporter.evaluated(evaluation, step: step)
    if !isFinal { try noteImprovement(evaluation, reporter) }
  }

  private func noteBest(_ evaluation: Evaluation) {
    let metric = settings.checkpoint.best?.value ?? settings.earlyStopping?.metric
    guard let metric, let value = evaluation.value(of: metric), value.isFinite else { return }
    let isSmall = experiment.training.prefersSmall(metric)
    if let best, isSmall ? value >= best.value : value <= best.value { return }
    best = TrainingState.Best(metric: metric, value: value, step: step)
  }

  private func noteImprovement(
    _ evaluation: Evaluation, _ reporter: any TrainingReporter
  ) throws {
    stopper?.note(evaluation, step: step)
    guard let sentence = stopper?.sentence else { return }
    reporter.noted(sentence)
    guard isExhausted, step < steps else { return }
    var line = JSONObject()
    line["step"] = .integer(step)
    line["early_stopping"] = .string(sentence)
    try metrics.append(line, isFinal: true)
  }

  private func save(_ reporter: any TrainingReporter) throws {
    if let tensor = program.nonFiniteState {
      throw DivergedTraining(
        stateCalled: tensor, after: step, in: experiment, parameters,
        checkpoint: try checkpoints.newest().checkpoint?.path)
    }
    let contents = CheckpointContents(
      step: step, weights: program.weightTensors(), optimizer: program.optimizerTensors(),
      state: TrainingState(
        seed: seed, cursor: cursor, best: best, sums: window.sums, evaluated: evaluated.step,
        stopping: stopper?.state, end: end),
      metadata: ["model": experiment.training.name, "step": "\(step)"])
    // The lines of these steps must not be lost when the checkpoint is not.
    try metrics.sync()
    try events?.sync()
    let saved = try checkpoints.save(contents)
    try checkpoints.removeOld(
      keep: settings.checkpoint.keep, always: [best?.step, end?.best?.step].compactMap { $0 })
    reporter.saved(step: step, folder: saved)
  }

  /// The newest intact checkpoint; damaged ones that are newer make way.
  private func newestCheckpoint() throws -> Checkpoint {
    let (checkpoint, damaged) = try checkpoints.newest()
    guard let checkpoint else {
      throw FileError(
        folder.path,
        damaged.isEmpty ? "there is no checkpoint yet" : "none of its checkpoints is intact",
        hint: damaged.first?.description, kind: damaged.isEmpty ? .input : .contents)
    }
    let aside = try checkpoints.setAside(after: checkpoint.step)
    notices = zip(damaged, aside).map {
      "\($0.description): passed over, and moved to \($1)"
    }
    return checkpoint
  }

  private func load(_ checkpoint: Checkpoint) throws {
    let problems = try program.load(weights: checkpoint.weights, optimizer: checkpoint.optimizer)
    guard problems.isEmpty else {
      throw FileError(
        checkpoint.path, "does not fit the model: " + problems.joined(separator: "; "))
    }
    let state = try checkpoint.state(as: TrainingState.self)
    guard state.seed == seed else {
      throw FileError(checkpoint.path, "was trained with seed \(state.seed), not \(seed)")
    }
    step = checkpoint.step
    cursor = state.cursor
    best = state.best
    window = ProgressWindow(program, state.sums)
    evaluated = (state.evaluated, nil)
    if let stopping = state.stopping { stopper?.state = stopping }
    end = state.end
  }
}
