import Foundation
import Runtime
import TestSupport
import Testing

/// What TensorBoard itself reads of a run.
@Suite struct TensorBoardTests {
  private let program: Program

  init() throws { program = try Program() }

  /// What its own reader finds in the run's folder.
  private static let reader = """
    import json, sys
    from google.protobuf import json_format
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.plugins.hparams import plugin_data_pb2
    from tensorboard.util import tensor_util
    run = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "histograms": 0, "tensors": 0})
    run.Reload()
    tags = run.Tags()
    def hparams(tag):
        content = run.SummaryMetadata(tag).plugin_data.content
        return json_format.MessageToDict(plugin_data_pb2.HParamsPluginData.FromString(content))
    histograms = {}
    for tag in tags["histograms"]:
        for event in run.Histograms(tag):
            value = event.histogram_value
            assert abs(sum(value.bucket) - value.num) < 0.5 and value.min <= value.max, tag
            assert all(a < b for a, b in zip(value.bucket_limit, value.bucket_limit[1:])), tag
            histograms.setdefault(tag, []).append([event.step, value.num, value.max])
    text = run.Tensors("model")[0].tensor_proto
    json.dump({
        "scalars": {tag: [[e.step, e.value] for e in run.Scalars(tag)] for tag in tags["scalars"]},
        "histograms": histograms,
        "model": tensor_util.make_ndarray(text).item().decode(),
        "plugins": {tag: run.SummaryMetadata(tag).plugin_data.plugin_name for tag in tags["tensors"]},
        "hparams": {tag: hparams(tag) for tag in tags["tensors"] if tag.startswith("_hparams_/")},
    }, sys.stdout)
    """

  /// What TensorBoard reads of `run`; nil without TensorBoard.
  private func read() throws -> JSONValue? {
    guard let result = try PythonReaders.run(Self.reader, [program.folder.file("run")]) else {
      return nil
    }
    try #require(result.status == 0, "\(result.errors)")
    return try JSONValue(parsing: Array(result.output.utf8))
  }

  private func makeDrawings() throws {
    let drawings = try program.run(
      "data", "synth", "-o", "drawings", "-n", "40", "--categories", "circle,star")
    #expect(drawings.status == 0, "\(drawings.errors)")
  }

  private func train() throws {
    try makeDrawings()
    let trained = try program.run(
      "train", Repository.model("quickdraw-small"), "--data", "drawings", "--steps", "6", "--run",
      "run", "--set", "train.summaries.every=2 steps", "--set", "train.eval.every=3 steps", "--set",
      "train.checkpoint.every=4 steps", "--set", "dropout=0.25")
    #expect(trained.status == 0, "\(trained.errors)")
  }

  private func points(_ json: JSONValue, _ tag: String) -> [[Double]] {
    json["scalars"]?[tag]?.array?.map { $0.array?.compactMap(\.double) ?? [] } ?? []
  }

  @Test func tensorBoardReadsARun() throws {
    try train()
    guard let json = try read() else { return }
    let lines = try program.folder.text("run/metrics.jsonl").split(separator: "\n").map {
      try JSONValue(parsing: Array($0.utf8))
    }
    let pairs = [
      ("loss", "loss"), ("learning_rate", "learning_rate"), ("gradient_norm", "gradient_norm"),
      ("train/accuracy", "train.accuracy"), ("eval/loss", "eval.loss"),
      ("eval/accuracy", "eval.accuracy"), ("speed/data_wait", "data_wait"),
      ("speed/drawings_per_second", "drawings_per_second"),
    ]
    for (tag, name) in pairs {
      let logged = lines.compactMap { line in
        line[name]?.double.map { [line["step"]?.double ?? -1, Double(Float($0))] }
      }
      #expect(!logged.isEmpty)
      #expect(points(json, tag) == logged, "\(tag) is not \(name)")
    }
    let kernel = json["histograms"]?["weights/logits/kernel"]?.array
    #expect(kernel?.map { $0.array?.first?.integer } == [3, 6])
    let gradients = json["histograms"]?["gradients/logits/kernel"]?.array
    #expect(gradients?.count == 2)
    #expect((gradients?.first?.array?.last?.double ?? 0) > 0)
    let resolved = try program.folder.text("run/model.resolved.yaml")
    #expect(json["model"]?.string == "```yaml\n\(resolved)```\n")
    #expect(json["plugins"]?["model"]?.string == "text")
    let start = json["hparams"]?["_hparams_/session_start_info"]?["sessionStartInfo"]
    #expect(start?["hparams"]?["dropout"]?.double == 0.25)
    #expect(start?["hparams"]?["steps"]?.double == 6, "the command line's, not the file's")
    #expect(start?["hparams"]?["num_conv"]?.string == "[16, 24, 32]")
    #expect(start?["hparams"]?["batch_norm"]?.bool == false)
    let end = json["hparams"]?["_hparams_/session_end_info"]?["sessionEndInfo"]
    #expect(end?["status"]?.string == "STATUS_SUCCESS")
  }

  @Test func tensorBoardReadsARunThatWentOn() throws {
    try train()
    // As if it had been killed after the checkpoint of step 4.
    try FileManager.default.removeItem(atPath: program.folder.file("run/checkpoints/step-6"))
    let resumed = try program.run("resume", "run", "--steps", "8")
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(!resumed.errors.contains("note:"), "\(resumed.errors)")
    guard let json = try read() else { return }
    #expect(points(json, "loss").map { $0[0] } == [2, 4, 6, 8])
    #expect(points(json, "eval/loss").map { $0[0] } == [3, 6, 8])
  }

  @Test func whatIsRecordedDoesNotChangeWhatIsTrained() throws {
    try makeDrawings()
    for (run, record) in [("none", "[]"), ("all", "[gradients, weights]")] {
      let trained = try program.run(
        "train", Repository.model("quickdraw-small"), "--data", "drawings", "--steps", "4", "--run",
        run, "--set", "train.eval.every=1 steps", "--set", "train.summaries.record=\(record)")
      #expect(trained.status == 0, "\(trained.errors)")
    }
    for file in ["weights.safetensors", "optimizer.safetensors", "state.json"] {
      let path = "checkpoints/step-4/\(file)"
      #expect(
        try program.folder.bytes("none/\(path)") == program.folder.bytes("all/\(path)"), "\(file)")
    }
  }
}
