import ArgumentParser
import ModelTools
import QuickDrawModels

/// `graphrun data prepare`.
struct DataPrepareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepare",
    abstract: "Make shuffled training and evaluation files from ndjson drawings.",
    discussion: """
      Ctrl-C leaves the output folder as it was. Examples:
        graphrun data prepare drawings/ --output data
        graphrun data prepare drawings/ --output small --training 500 --evaluation 100 --shards 2
      """)

  @Argument(help: "The folder of .ndjson files, or one such file.")
  var source: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder for the files; made when it is not there.", valueName: "folder"))
  var output: String

  @Option(help: "The training drawings of each class.")
  var training = 10_000

  @Option(help: "The evaluation drawings of each class.")
  var evaluation = 1_000

  @Option(help: "The files that each of the two sets is spread over.")
  var shards = 10

  @Option(help: "Fixes which drawings are taken and their order.")
  var seed: UInt64 = 1

  @Flag(help: "Stop at the first line that is no drawing, instead of leaving it out.")
  var strict = false

  @Flag(help: "Replace a set that is in the output folder already.")
  var force = false

  @OptionGroup var terminal: TerminalOptions

  func validate() throws {
    let counts = [("--training", training), ("--evaluation", evaluation)]
    for (name, count) in counts where !(0...1 << 30).contains(count) {
      throw ValidationError("\(name) wants a number from 0 on, not \(count)")
    }
    guard training + evaluation > 0 else {
      throw ValidationError("with --training 0 and --evaluation 0 there is nothing to make")
    }
    guard (1...99_999).contains(shards) else {
      throw ValidationError("--shards wants a number from 1 to 99999, not \(shards)")
    }
  }

  func run() throws {
    try Failure.reported(terminal) {
      StopSignal.install()
      let console = terminal.console
      var options = PrepareOptions(source: source, output: output)
      (options.trainingPerClass, options.evaluationPerClass) = (training, evaluation)
      (options.shards, options.seed) = (shards, seed)
      (options.isStrict, options.overwrites) = (strict, force)
      let report = try DataPreparation(options).run { progress in
        try StopSignal.check()
        console.rewrite(line(progress))
      }
      console.rewrite("")
      console.say("\(report)")
      console.say("next: graphrun train models/quickdraw.yaml --data \(output)")
    }
  }

  private func line(_ progress: PrepareProgress) -> String {
    switch progress {
    case .reading(let done, let all):
      "reading: \(Format.bytes(Double(done))) of \(Format.bytes(Double(all)))"
    case .writing(let done, let all):
      "writing: \(Format.count(done)) of \(Format.count(all)) drawings"
    }
  }
}
