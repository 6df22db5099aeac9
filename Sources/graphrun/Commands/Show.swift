import ArgumentParser
import ModelTools
import QuickDrawModels

/// `graphrun show`.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a model file is turned into, stage by stage.",
    discussion: """
      Stages: yaml (bases and edits applied), spec (as understood), expanded (loops and conditions \
      resolved), graph (types), gradient (what a training step runs), plan (memory). Examples:
        graphrun show models/quickdraw-small.yaml
        graphrun show models/quickdraw.yaml --stage plan --batch 8 --length 40
        graphrun show models/quickdraw-small.yaml --origin    where each value was written
      """)

  @OptionGroup var model: ModelOptions

  @Option(help: "Which stage; graph if left out.")
  var stage: ModelStage?

  @Flag(help: "Show the file with its edits applied, and where each value was written.")
  var origin = false

  @Flag(help: "With --origin: print one JSON object a value.")
  var json = false

  @Option(help: "For the plan: the drawings of a batch.")
  var batch = 8

  @Option(help: "For the plan: the points of each drawing.")
  var length = 40

  func validate() throws {
    if origin, let stage, stage != .yaml {
      throw ValidationError("--origin shows the stage yaml, not \(stage.rawValue)")
    }
    if json, !origin { throw ValidationError("--json goes with --origin") }
    guard (1...100_000).contains(batch) else {
      throw ValidationError("--batch wants a number from 1 to 100000, not \(batch)")
    }
    guard (1...100_000).contains(length), batch * length <= 1_000_000 else {
      throw ValidationError(
        "--length wants a number from 1 to 100000, and at most 1000000 points in a batch, not "
          + "\(length)")
    }
  }

  func run() throws {
    try Failure.reported(model.terminal) {
      let checked = try model.checked(showsWarnings: false)
      var output = ResultOutput()
      if origin {
        let origins = ValueOrigins(checked)
        (json ? origins.json.map { "\($0)" } : origins.lines).forEach { output.append($0) }
      } else {
        let text = try (stage ?? .graph).text(of: checked, batch: batch, length: length)
        output.append(String(text.dropLast()))
      }
      try output.flush()
    }
  }
}

extension ModelStage: ExpressibleByArgument {}
