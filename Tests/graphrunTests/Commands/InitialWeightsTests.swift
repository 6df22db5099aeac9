import Foundation
import Runtime
import TestSupport
import Testing

/// Trainings that start from the weights of another.
@Suite struct InitialWeightsTests {
  private let program: Program

  init() throws { program = try Program() }

  /// Trains without moving the weights, so that what was loaded is what is saved.
  private func train(_ run: String, _ arguments: [String]) throws -> Program.Result {
    try program.finish(
      try program.start(
        [
          "train", Repository.model("quickdraw-small"), "--data", "drawings", "--steps", "1",
          "--run", run, "--set", "num_nodes=8", "--set", "num_layers=1", "--set",
          "learning_rate=1e-60",
        ] + arguments))
  }

  private func weights(_ run: String) throws -> SafetensorsFile {
    try SafetensorsFile(program.folder.file("\(run)/checkpoints/step-1/weights.safetensors"))
  }

  private func elements(_ run: String, _ name: String) throws -> [Float] {
    let file = try weights(run)
    return try file.floats(file.tensor(name))
  }

  private func makeFirstRun() throws {
    let made = try program.run(
      "data", "synth", "-o", "drawings", "-n", "20", "--categories", "circle,star")
    #expect(made.status == 0, "\(made.errors)")
    #expect(try train("first", ["--seed", "1"]).status == 0)
  }

  @Test func everythingFits() throws {
    try makeFirstRun()
    let places = [
      "first", "first/checkpoints/step-1", "first/checkpoints/step-1/weights.safetensors",
    ]
    for (index, place) in places.enumerated() {
      let run = "second-\(index)"
      let result = try train(run, ["--seed", "2", "--init-from", place])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.errors.contains("weights: all 12 tensors from \(place)"), "\(result.errors)")
      for tensor in try weights("first").tensors {
        #expect(try elements(run, tensor.name) == elements("first", tensor.name))
      }
      let receipt = try JSONValue(parsing: program.folder.bytes("\(run)/receipt.json"))
      #expect(receipt["init_from"]?["path"] == .string(place))
      #expect(receipt["init_from"]?["loaded"] == 12)
    }
  }

  @Test func whatDoesNotFitNeedsPartial() throws {
    try makeFirstRun()
    let wider = ["--seed", "2", "--set", "num_conv=[16, 24, 40]"]
    let refused = try train("second", wider + ["--init-from", "first"])
    #expect(refused.status == 65)
    #expect(refused.errors.contains("8 of the model's 12 tensors fit"), "\(refused.errors)")
    #expect(
      refused.errors.contains("of another shape: convs.2.conv/kernel [3, 24, 32] for [3, 24, 40]"),
      "\(refused.errors)")
    #expect(refused.errors.contains("--partial"))
    #expect(!FileManager.default.fileExists(atPath: program.folder.file("second")))

    let partial = try train("second", wider + ["--init-from", "first", "--partial"])
    #expect(partial.status == 0, "\(partial.errors)")
    #expect(partial.errors.contains("weights: 8 of 12 tensors from first, step 1"))
    let afresh = try train("third", wider)
    #expect(afresh.status == 0)
    for tensor in try weights("second").tensors {
      let fits = try weights("first")[tensor.name]?.shape == tensor.shape
      let origin = fits ? "first" : "third"
      #expect(
        try elements("second", tensor.name) == elements(origin, tensor.name),
        "\(tensor.name) is as in \(origin)")
    }
  }

  @Test func badWeightsLeaveNothingBehind() throws {
    try makeFirstRun()
    try program.folder.write("no tensors", to: "text.safetensors")
    let path = "first/checkpoints/step-1/weights.safetensors"
    var bytes = try program.folder.bytes(path)
    bytes[bytes.count - 1] ^= 1
    try program.folder.write(bytes, to: path)
    let cases: [(arguments: [String], status: Int32, message: String)] = [
      (["--init-from", "absent"], 66, "absent: there are no such weights"),
      (["--init-from", "text.safetensors"], 65, "text.safetensors"),
      (["--init-from", "first"], 65, "is damaged: its digest differs"),
      (["--init-from", "first/checkpoints/step-1"], 65, "is damaged: its digest differs"),
      (["--init-from", "drawings"], 65, "is no run and no checkpoint"),
      (["--partial"], 64, "name them with --init-from"),
    ]
    for wanted in cases {
      let call =
        ["train", Repository.model("quickdraw-small"), "--data", "drawings", "--run", "second"]
        + wanted.arguments
      let result = try program.finish(try program.start(call))
      #expect(result.status == wanted.status, "\(wanted.arguments): \(result.errors)")
      #expect(result.errors.contains(wanted.message), "\(wanted.arguments): \(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: program.folder.file("second")))
    }
  }
}
