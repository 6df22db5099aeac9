import Foundation
import Runtime
import TestSupport
import Testing

/// Runs that are repeated and resumed, as a user does it.
@Suite struct RepeatCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  private func makeDrawings() throws {
    let made = try program.run(
      "data", "synth", "-o", "drawings", "-n", "20", "--categories", "circle,star")
    #expect(made.status == 0, "\(made.errors)")
  }

  private func train(_ run: String, _ arguments: String...) throws -> Program.Result {
    try program.finish(
      try program.start(
        [
          "train", Repository.model("quickdraw-small"), "--data", "drawings", "--steps", "4",
          "--run", run, "--set", "num_nodes=4", "--set", "num_conv=[3, 4, 4]", "--set",
          "num_layers=1", "--set", "train.checkpoint.every=2 steps",
        ] + arguments))
  }

  @Test func theBytesAgreeOrTheDifferenceIsNamed() throws {
    try makeDrawings()
    #expect(try train("run", "--threads", "1").status == 0)
    let same = try program.run("train", "--repeat", "run", "--run", "again", "--threads", "2")
    #expect(same.status == 0, "\(same.errors)")
    #expect(same.output.hasSuffix("the same bytes after step 4\n"), "\(same.output)")

    // One number of one tensor, in a checkpoint that is whole otherwise.
    let folder = "run/checkpoints/step-4"
    var weights = try program.folder.bytes("\(folder)/weights.safetensors")
    let path = program.folder.file("\(folder)/weights.safetensors")
    let digest = try InputFile(path).sha256()
    weights[weights.count - 1] ^= 0x80
    try program.folder.write(weights, to: "\(folder)/weights.safetensors")
    let manifest = try program.folder.text("\(folder)/manifest.json")
    try program.folder.write(
      manifest.replacing(digest, with: try InputFile(path).sha256()),
      to: "\(folder)/manifest.json")
    let other = try program.run("train", "--repeat", "run", "--run", "other", "--json")
    #expect(other.status == 1, "\(other.errors)")
    let report = try JSONValue(parsing: Array(other.output.utf8.dropLast()))
    #expect(report["same"] == false && report["weights"]?["differing"] == 1)
    #expect(report["optimizer"]?["same"] == true && report["metrics"]?["same"] == true)
    #expect(report["causes"] == [])
    let first = report["weights"]?["first"]?.string ?? ""
    #expect(first.contains(" of ") && first.contains(" numbers differs, by at most "), "\(first)")
  }

  @Test func whatWouldBeAnotherTrainingIsRefused() throws {
    let calls: [[String]] = [
      ["--repeat", "run", "model.yaml"], ["--repeat", "run", "--set", "steps=3"],
      ["--repeat", "run", "--seed", "2"], ["--repeat", "run", "--steps", "2"], [],
      ["model.yaml", "--json"],
    ]
    for call in calls {
      let result = try program.finish(try program.start(["train"] + call))
      #expect(result.status == 64, "\(call): \(result.errors)")
    }
    let absent = try program.run("train", "--repeat", "run")
    #expect(absent.status == 66)
    #expect(absent.errors == "error: run: there is no such run (`graphrun train` makes one)\n")
  }

  @Test func aChangedModelIsShownAndNotResumed() throws {
    try makeDrawings()
    #expect(try train("run").status == 0)
    let model = try program.folder.text("run/model.resolved.yaml")
    let changes = [
      (
        model.replacing("learning_rate: 4e-3", with: "learning_rate: 1e-3"),
        "~ learning_rate  0.004 → 0.001"
      ),
      (model + "# a word\n", "+# a word"), ("nothing", "+nothing"),
    ]
    for (text, shown) in changes {
      #expect(text != model)
      try program.folder.write(text, to: "run/model.resolved.yaml")
      let result = try program.run("resume", "run", "--steps", "6")
      #expect(result.status == 65)
      #expect(result.errors.contains(shown), "\(result.errors)")
      #expect(result.errors.contains("error: run/model.resolved.yaml: was changed after"))
    }
    try program.folder.write(model, to: "run/model.resolved.yaml")
    #expect(try program.run("resume", "run", "--steps", "6").status == 0)
  }

  @Test func aFinishedRunSaysSo() throws {
    try makeDrawings()
    #expect(try train("run").status == 0)
    let before = try program.folder.contents()
    let finished = try program.run("resume", "run")
    #expect(finished.status == 0)
    #expect(finished.errors.contains("the run is finished: all its 4 steps are done"))
    #expect(try program.run("resume", "run", "--steps", "3").status == 64)
    #expect(try program.folder.contents() == before)
    #expect(try program.run("resume", "run", "--steps", "6").status == 0)
    // The plan is remembered, and how the run was made.
    #expect(try program.run("resume", "run").errors.contains("all its 6 steps are done"))
    let receipt = try JSONValue(parsing: program.folder.bytes("run/receipt.json"))
    #expect(receipt["steps"] == 6 && receipt["resumed"]?.array?.count == 1)
    #expect(receipt["resumed"]?.array?.first?["after"] == 4)
  }
}
