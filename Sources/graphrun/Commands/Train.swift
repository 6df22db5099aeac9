import ArgumentParser
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
        graphrun train --repeat runs/quickdraw-1

      Without data of its own the reference model trains on built-in drawings. Ctrl-C stops after \
      the step and saves; graphrun resume goes on.

      --repeat trains a run once more, in a new folder, from its resolved model and its receipt, and \
      says whether the bytes of weights, optimizer and metrics are the same; the exit status is 1 \
      when they are not.
      """)

  @Argument(
    help: ArgumentHelp(
      "The model file; quickdraw.yaml is found wherever you are.", valueName: "file"),
    completion: .file(extensions: ["yaml"]))
  var givenFile: String?

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp(
      "Train this run once more instead of a file, and compare the bytes.", valueName: "run"))
  var original: String?

  @Flag(help: "With --repeat: write the comparison as one JSON object.")
  var json = false

  @OptionGroup var edits: EditOptions
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

  func validate() throws {
    guard let original else {
      guard givenFile != nil else {
        throw ValidationError("name a model file, or a run with --repeat")
      }
      guard !json else { throw ValidationError("--json says how --repeat compares") }
      return
    }
    let given: [(name: String, isGiven: Bool)] = [
      ("a model file", givenFile != nil), ("--set", !edits.sets.isEmpty),
      ("--steps", training.steps != nil), ("--seed", seed != nil),
      ("--init-from", start.path != nil),
    ]
    if let first = given.first(where: \.isGiven) {
      throw ValidationError(
        "--repeat trains \(original) as it was; \(first.name) would make it another training")
    }
  }

  func run() throws {
    try Failure.reported(edits.terminal) {
      if let original { return try repeatRun(original) }
      try trainFile(ModelFile.path(of: givenFile ?? ""))
    }
  }

  private func trainFile(_ file: String) throws {
    let checked = try edits.checked(file)
    try training.configure()
    let console = edits.terminal.console
    var request = Experiment.Request(path: file, sets: edits.sets, data: data)
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
    let run = try newRun(experiment, named: checked.spec.name.value, options)
    try training.finish(run, console, of: experiment)
  }

  private func repeatRun(_ original: String) throws {
    try training.configure()
    let console = edits.terminal.console
    let repetition = try Repetition(of: original, data: data)
    repetition.notices.forEach { console.say("note: \($0)") }
    let step = repetition.checkpoint.step
    console.say("repeating \(original) to step \(step)")
    let experiment = repetition.experiment
    let run = try newRun(
      experiment, named: experiment.spec.name.value,
      repetition.options(commandLine: CommandLine.arguments))
    try training.finish(run, console, of: experiment, goal: step)
    let report = try repetition.report(on: run.folder)
    if json {
      console.result("\(JSONValue.object(report.json))")
    } else {
      report.lines.forEach(console.result)
    }
    guard report.agrees else { throw ExitStatus.failed.exit }
  }

  /// A run in its folder; whatever is wrong before leaves no folder behind.
  private func newRun(
    _ experiment: Experiment, named name: String, _ options: TrainingRun.Options
  ) throws -> TrainingRun {
    _ = try experiment.trainable()
    try training.checkMemory(for: experiment, edits.terminal.console)
    let folder =
      try runFolder.map { try RunFolder(creating: $0) } ?? RunFolder(numbered: name)
    return try TrainingRun(new: experiment, in: folder, options: options)
  }
}
