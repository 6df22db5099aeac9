import Foundation
import Runtime
import TestSupport
import Testing

/// `graphrun ckpt`, as a user calls it.
@Suite struct CkptCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  /// A short training in the folder `run`, with checkpoints of steps 2 and 4.
  private func train(_ model: String, _ sets: String...) throws {
    let drawings = try program.run(
      "data", "synth", "-o", "drawings", "-n", "24", "--categories", "circle,star,house")
    #expect(drawings.status == 0, "\(drawings.errors)")
    let process = try program.start(
      [
        "train", Repository.model(model), "--data", "drawings", "--steps", "4", "--run", "run",
        "--set", "train.checkpoint.every=2 steps", "--set", "num_nodes=12", "--set", "num_layers=2",
        "--set", "num_conv=[6, 8, 10]",
      ] + sets.flatMap { ["--set", $0] })
    let result = try program.finish(process)
    #expect(result.status == 0, "\(result.errors)")
  }

  private func object(_ line: Substring) throws -> JSONValue {
    try JSONValue(parsing: Array(line.utf8))
  }

  @Test func listShowAndDifference() throws {
    try train("quickdraw", "train.checkpoint.best=eval.accuracy")
    let list = try program.run("ckpt", "ls", "run")
    #expect(list.status == 0, "\(list.errors)")
    #expect(list.output.contains("newest"))
    let rows = try program.run("ckpt", "ls", "run", "--json").lines.map(object)
    #expect(rows.map { $0["step"]?.integer } == [2, 4])
    #expect(rows.map { $0["newest"]?.bool } == [false, true])
    #expect(rows.allSatisfy { $0["intact"]?.bool == true && ($0["bytes"]?.integer ?? 0) > 10_000 })

    let shown = try object(
      Substring(try program.run("ckpt", "show", "run", "--json").output.dropLast()))
    #expect(shown["step"]?.integer == 4)
    let tensors = try #require(shown["tensors"]?.array)
    let bias = try #require(tensors.first { $0["name"]?.string == "logits/bias" })
    #expect(bias["shape"] == [3])
    #expect(bias["nan"] == 0)
    let text = try program.run("ckpt", "show", "run")
    #expect(text.output.contains("rnn.0.backward/kernel  [22, 48]"), "\(text.output)")
    #expect(try program.run("ckpt", "show", "run", "--optimizer").output.contains("first_moment"))

    let steps = ["run/checkpoints/step-2", "run/checkpoints/step-4"]
    let differs = try program.run("ckpt", "diff", steps[0], steps[1], "--exit-code")
    #expect(differs.status == 1)
    #expect(differs.output.contains("16 of 16 tensors in both differ"), "\(differs.output)")
    let same = try program.run("ckpt", "diff", "run", steps[1], "--exit-code", "--json")
    #expect(same.status == 0)
    #expect(try object(Substring(same.output.dropLast()))["equal"]?.bool == true)
  }

  @Test func aDamagedCheckpointIsSaid() throws {
    try train("quickdraw")
    let weights = "run/checkpoints/step-4/weights.safetensors"
    var bytes = try program.folder.bytes(weights)
    bytes[bytes.count - 1] ^= 1
    try program.folder.write(bytes, to: weights)
    let list = try program.run("ckpt", "ls", "run")
    #expect(list.status == 1)
    #expect(list.output.contains("damaged: run/checkpoints/step-4/weights.safetensors"))
    let rows = try program.run("ckpt", "ls", "run", "--json").lines.map(object)
    #expect(rows.map { $0["newest"]?.bool } == [true, false])
    #expect(try program.run("ckpt", "ls", "nowhere").status == 66)
  }

  private func comparison() throws -> String {
    try String(
      contentsOf: Repository.root.appending(path: "examples/quickdraw_pytorch.py"), encoding: .utf8)
  }

  /// Exports a run, and lets PyTorch compare logits of ragged batches with `predict`'s.
  private func expectPyTorchAgrees(_ options: String...) throws {
    let exported = try program.run(
      "ckpt", "export", "run", "--layout", "pytorch", "-o", "t.safetensors")
    #expect(exported.status == 0, "\(exported.errors)")
    let lines = try ["circle", "star", "house"].map { name in
      try program.folder.text("drawings/\(name).ndjson").split(separator: "\n").prefix(7)
    }
    // Mixed, so that every batch has drawings of different lengths.
    let mixed = (0..<7).flatMap { row in lines.map { "\($0[row])\n" } }.joined()
    try program.folder.write(mixed, to: "mixed.ndjson")
    let predicted = try program.run("predict", "run", "mixed.ndjson", "--batch", "8", "--logits")
    #expect(predicted.status == 0, "\(predicted.errors)")
    try program.folder.write(predicted.output, to: "logits.jsonl")
    let arguments =
      ["t.safetensors", "mixed.ndjson", "logits.jsonl"].map { program.folder.file($0) }
      + ["--batch", "8", "--limit", "1e-5"] + options
    guard let result = try PythonReaders.run(comparison(), arguments) else { return }
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("21 drawings of"), "\(result.output)")
    print("PyTorch: \(result.output)", terminator: "")
  }

  @Test func pyTorchComputesTheSame() throws {
    try train("quickdraw", "batch_norm=true", "learning_rate=1e-2")
    try expectPyTorchAgrees()
  }

  @Test func pyTorchComputesTheSameMasked() throws {
    try train("quickdraw-masked")
    try expectPyTorchAgrees("--masked")
  }

  @Test func aTrainingStartsFromPyTorchsWeights() throws {
    let path = program.folder.file("new.safetensors")
    let sizes = ["--filters", "6", "8", "10", "--layers", "2", "--units", "12", "--classes", "3"]
    guard let made = try PythonReaders.run(comparison(), ["--new", path] + sizes) else { return }
    #expect(made.status == 0, "\(made.errors)")
    let sets = ["num_conv=[6, 8, 10]", "num_layers=2", "num_nodes=12", "num_classes=3"].flatMap {
      ["--set", $0]
    }
    let model = Repository.model("quickdraw")
    let imported = try program.finish(
      try program.start(
        ["ckpt", "import", "new.safetensors", "--layout", "pytorch", "--model", model]
          + ["-o", "start.safetensors"] + sets))
    #expect(imported.status == 0, "\(imported.errors)")
    // A step that is too small to change a number.
    try train("quickdraw", "learning_rate=1e-30", "train.clip.global_norm=1e-30")
    let trained = try program.finish(
      try program.start(
        ["train", model, "--data", "drawings", "--steps", "1", "--run", "started"]
          + ["--init-from", "start.safetensors", "--set", "learning_rate=1e-30"] + sets))
    #expect(trained.status == 0, "\(trained.errors)")
    let same = try program.run("ckpt", "diff", "started", "start.safetensors", "--exit-code")
    #expect(same.status == 0, "\(same.output)")
    try FileManager.default.removeItem(atPath: program.folder.file("run"))
    try FileManager.default.moveItem(
      atPath: program.folder.file("started"), toPath: program.folder.file("run"))
    try expectPyTorchAgrees()
  }

  @Test func mistakes() throws {
    try train("quickdraw")
    let out = ["-o", "out.safetensors"]
    func call(_ arguments: String...) throws -> Program.Result {
      try program.finish(try program.start(arguments + out))
    }
    #expect(try call("ckpt", "export", "run").status == 64)
    let weights = "run/checkpoints/step-4/weights.safetensors"
    let bare = try call("ckpt", "export", weights, "--layout", "pytorch")
    #expect(bare.status == 66)
    #expect(bare.errors.contains("--model"))
    let wrong = try call(
      "ckpt", "import", weights, "--layout", "pytorch", "--model", Repository.model("quickdraw"))
    #expect(wrong.status == 65)
    #expect(wrong.errors.contains("0 of the 32 tensors"), "\(wrong.errors)")
    try program.folder.write("a: [1]\nb\n", to: "map.yaml")
    let map = try call("ckpt", "import", weights, "--map", "map.yaml", "--model", "run")
    #expect(map.status == 65)
    #expect(map.errors.contains("map.yaml:"), "\(map.errors)")
    #expect(try program.folder.names().contains("out.safetensors") == false)
  }
}
