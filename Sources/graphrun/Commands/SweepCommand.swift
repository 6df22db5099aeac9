import ArgumentParser
import Foundation
import GraphDSL
import Kernels
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun sweep`.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Train a model file with every combination of some values, and compare them.",
    discussion: """
      Examples:
        graphrun sweep quickdraw.yaml --grid num_nodes=64,128 --grid dropout=0,0.3 --seeds 3
        graphrun sweep quickdraw.yaml --grid learning_rate=1e-4,3e-4,1e-3 --steps 2000 --jobs 2
        graphrun sweep quickdraw.yaml --grid 'num_conv=[32, 48],[48, 64, 96]' --grid 'conv_len=[5, 5],[5, 5, 3]' --random 2

      The runs lie below runs/NAME-sweep-NUMBER; graphrun runs, compare, report and all other commands \
      take them. Ctrl-C stops all of them, and the same command again goes on: finished runs are kept, \
      broken off ones resumed. The exit status is 1 when a run failed.
      """)

  @OptionGroup var model: ModelOptions

  @Option(
    name: .customLong("grid"), parsing: .singleValue,
    help: ArgumentHelp(
      "A setting, as for --set, and the values to try; several are combined.",
      valueName: "path=value,value"))
  var grid: [String] = []

  @Option(help: ArgumentHelp("Train each combination with this many seeds.", valueName: "count"))
  var seeds = 1

  @Option(
    help: ArgumentHelp("Try only this many combinations, drawn from all.", valueName: "count"))
  var random: Int?

  @Option(help: ArgumentHelp("Train this many runs at once.", valueName: "count"))
  var jobs = 1

  @Option(help: "The number of steps of each run; the model file's by default.")
  var steps: Int?

  @Option(help: ArgumentHelp("The threads of all runs together; all cores by default."))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Train on this data: a folder of ndjson or TFRecord files, or one file.", valueName: "path"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "The sweep's folder; runs/NAME-sweep-NUMBER by default.", valueName: "folder"))
  var folder: String?

  @Flag(help: "Print the results as one JSON object.")
  var json = false

  func validate() throws {
    guard !grid.isEmpty || seeds > 1 else {
      throw ValidationError("say what to vary: --grid num_nodes=64,128, or --seeds 3")
    }
    guard (1...1000).contains(seeds) else {
      throw ValidationError("--seeds wants a number from 1 to 1,000, not \(seeds)")
    }
    guard (1...256).contains(jobs) else {
      throw ValidationError("--jobs wants a number from 1 to 256, not \(jobs)")
    }
    if let steps, steps < 1 {
      throw ValidationError("--steps wants a number above 0, not \(steps)")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads wants a number from 1 to 1024, not \(threads)")
    }
  }

  func run() throws {
    try Failure.reported(model.terminal) {
      let console = model.terminal.console
      let (plan, runSteps) = try plan(console)
      StopSignal.install()
      let folder = try SweepFolder(for: plan, at: folder)
      let options = SweepRunner.Options(
        executable: try Self.executable(), jobs: jobs,
        threads: max(1, (threads ?? WorkerPool.cores) / jobs))
      let runner = try SweepRunner(folder, steps: runSteps, options)
      let reporter = SweepReporter(console, folder)
      reporter.began(runSteps, options, finished: runner.finishedCount)
      let outcomes = try runner.run(progress: reporter.progress, ended: reporter.ended)
      console.rewrite("")
      try finish(folder, outcomes, console)
    }
  }

  /// What to train, every combination checked, and the steps of each run.
  private func plan(_ console: Console) throws -> (SweepPlan, steps: Int) {
    let checked = try model.checked()
    let grid = try SweepGrid(grid)
    let combinations =
      try random.map { try grid.combinations(random: $0) } ?? grid.combinations
    for combination in combinations where !combination.isEmpty { try check(combination) }
    let sets = model.sets + (combinations.first ?? []).map(\.text)
    let request = Experiment.Request(path: model.file, sets: sets, data: data)
    let experiment = try Experiment(request, checked: { _ in })
    experiment.notices.forEach { console.say("note: \($0)") }
    let settings = try experiment.trainable().settings
    let plan = SweepPlan(
      model: checked.spec.name.value, text: YAMLWriter.text(checked.spec.document),
      combinations: combinations, seeds: (0..<seeds).map { settings.seed + $0 }, steps: steps,
      data: data)
    return (plan, steps ?? settings.steps)
  }

  /// Shows what is wrong with a combination.
  private func check(_ combination: SweepGrid.Combination) throws {
    let texts = combination.map(\.text)
    func introduce() { model.terminal.console.say("with \(texts.joined(separator: ", ")):") }
    do {
      let checked = try CheckedModel(path: model.file, sets: model.sets + texts)
      guard checked.diagnostics.hasErrors else { return }
      introduce()
      try model.terminal.show(checked, showsWarnings: false)
    } catch let error as CheckedModel.Unreadable {
      introduce()
      throw error
    }
  }

  /// The results so far, and what to type next.
  private func finish(
    _ folder: SweepFolder, _ outcomes: [Int: SweepRunner.Outcome], _ console: Console
  ) throws {
    let runs = folder.plan.runs.count
    let finished = outcomes.values.count { $0 == .finished }
    if finished > 0 {
      let table = try SweepTable(folder)
      var result = ResultOutput()
      if json {
        result.append("\(table.json)")
      } else {
        table.lines(isColoured: console.colorsResults).forEach { result.append($0) }
      }
      try result.flush()
    }
    if StopSignal.isRequested, finished < runs {
      console.say(
        "stopped: \(finished) of \(runs) runs are finished; the same command again goes on")
      throw ExitStatus.stopped.exit
    }
    let failed = folder.plan.runs.filter { outcomes[$0.number] != .finished }
    guard failed.isEmpty else {
      let names = failed.map { folder.folder(of: $0) }
      console.say("\(failed.count) of \(runs) runs failed: " + names.joined(separator: ", "))
      throw ExitStatus.failed.exit
    }
    console.say("next: graphrun runs \(folder.path)")
  }

  /// The program that is running.
  private static func executable() throws -> String {
    guard let path = Bundle.main.executablePath else {
      throw FileError(CommandLine.arguments[0], "cannot find this program", kind: .input)
    }
    return path
  }
}
