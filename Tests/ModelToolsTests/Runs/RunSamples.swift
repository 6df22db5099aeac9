import Foundation
import Kernels
import QuickDrawModels
import Runtime
import TestSupport

@testable import ModelTools

/// Folders of runs with made-up numbers, as a training would leave them.
struct RunSamples {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a run of the tiny model of ``DiffTrial``.
  ///
  /// - Parameters:
  ///   - name: Its folder, which may lie in others.
  ///   - units: The model's parameter `units`.
  ///   - seed: The run's seed.
  ///   - steps: The steps that were asked for.
  ///   - accuracies: The accuracy after each 10 steps, on 100 drawings; the loss is 1 minus it.
  ///   - log: The last line of its log.
  ///   - edit: A change to the model's text.
  /// - Throws: What writing throws.
  func write(
    _ name: String, units: Int = 4, seed: Int = 1, steps: Int = 20, accuracies: [Double],
    log: String = "done: everything is there", edit: (String, String) = ("", "")
  ) throws {
    try FileManager.default.createDirectory(
      atPath: folder.file(name), withIntermediateDirectories: true)
    let text = DiffTrial.base.replacing("units: 4", with: "units: \(units)")
      .replacing(edit.0.isEmpty ? "\0" : edit.0, with: edit.1)
    try folder.write(text, to: "\(name)/model.resolved.yaml")
    let digest = Array(text.utf8).withUnsafeBytes { SHA256.hexadecimal(of: $0) }
    let receipt: JSONValue = [
      "model": "tiny", "model_sha256": .string(digest), "seed": .integer(seed),
      "steps": .integer(steps), "classes": ["cat", "dog"], "started": "2026-11-27T12:00:00Z",
    ]
    try folder.write("\(receipt)\n", to: "\(name)/receipt.json")
    var lines: [JSONValue] = []
    for (index, accuracy) in accuracies.enumerated() {
      let step = JSONValue.integer((index + 1) * 10)
      lines.append([
        "step": step, "loss": .number(2 - accuracy), "train.accuracy": .number(accuracy),
        "drawings_per_second": 40,
      ])
      lines.append([
        "step": step, "eval.loss": .number(1 - accuracy), "eval.accuracy": .number(accuracy),
        "eval.drawings": 100,
      ])
    }
    try folder.write(lines.map { "\($0)\n" }.joined(), to: "\(name)/metrics.jsonl")
    try folder.write("training: to step 20\n\(log)\n", to: "\(name)/log.txt")
  }

  /// Reads everything below the folder, or below one in it.
  func find(_ name: String? = nil) throws -> RunFinder {
    try RunFinder([name.map { folder.file($0) } ?? folder.path])
  }

  /// A path in a message or a row without the temporary folder before it.
  func short(_ text: String) -> String { text.replacing("\(folder.path)/", with: "") }
}
