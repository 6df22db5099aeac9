import Foundation
import GraphDSL
import OracleSupport
import QuickDrawModels
import Runtime
import TestSupport
import Testing

@testable import ModelTools

/// The tutorial's variables, as TensorFlow trained them, and what TensorFlow computed with them.
@Suite struct TensorFlowImportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A case of the oracles by its name.
  private struct Case {
    let name: String
    let json: JSONValue
    let file: SafetensorsFile

    var variables: [String] { json["initial"]?.array?.compactMap(\.string) ?? [] }
    var hasBatchNorm: Bool { json["config"]?["batch_norm"]?.bool == true }

    /// The sizes as a user would set them for models/quickdraw.yaml.
    var sets: [String] {
      let names = [
        "num_conv", "conv_len", "num_layers", "num_nodes", "num_classes", "batch_norm", "dropout",
      ]
      return names.compactMap { name in json["config"]?[name].map { "\(name)=\($0)" } }
    }

    static func all() throws -> [Case] {
      try Oracles.files(in: "model", ending: ".json").map { url in
        let name = url.deletingPathExtension().lastPathComponent
        let tensors = try #require(Oracles.url("model/\(name).safetensors"))
        return Case(
          name: name, json: try #require(try Oracles.json("model/\(name).json")),
          file: try SafetensorsFile(tensors.path))
      }
    }
  }

  private func model(_ sets: [String]) throws -> LoweredModel {
    let checked = try CheckedModel(path: Repository.model("quickdraw"), sets: sets)
    return try #require(checked.lower(.evaluation), "\(checked.diagnostics.all)")
  }

  /// A file with a case's first weights alone, under other names where asked.
  private func write(_ trial: Case, renaming: (String) -> String = { $0 }) throws -> SafetensorsFile
  {
    let tensors = try trial.variables.map { name in
      let tensor = try OracleTensor("initial/\(name)", in: trial.file)
      return NamedTensor(renaming(name), shape: tensor.shape, values: tensor.floats)
    }
    let path = folder.file("\(trial.name).safetensors")
    try SafetensorsWriter.write(tensors, to: path)
    return try SafetensorsFile(path)
  }

  /// The largest difference to TensorFlow's logits of the first batch.
  private func difference(_ trial: Case, _ model: LoweredModel, _ weights: [NamedTensor]) throws
    -> Double
  {
    let store = ParameterStore(for: model.graph.builder.graph)
    for tensor in weights { store.set(try #require(store[tensor.name]), to: tensor.values) }
    let program = EvaluationProgram(model.graph, parameters: store, scored: false)
    let ink = try OracleTensor("step0/ink", in: trial.file)
    let lengths = try OracleTensor("step0/lengths", in: trial.file).integers
    let longest = ink.shape[1]
    #expect(lengths.max() == longest)
    let points = lengths.enumerated().flatMap { index, length in
      ink.floats[index * longest * 3..<(index * longest + length) * 3]
    }
    program.run(
      try DrawingFeed(model).feed(
        points: points, lengths: lengths.map(Int32.init), labels: lengths.map { _ in 0 }))
    let output = try #require(program.outputs.first { $0.name == "logits" })
    let logits = program.executor.view(output.value)
    let expected = try OracleTensor("step0/logits", in: trial.file).doubles
    #expect(logits.count == expected.count)
    return expected.indices.map { abs(Double(logits.floats[$0]) - expected[$0]) }.max() ?? .infinity
  }

  @Test func logitsAreTensorFlows() throws {
    for trial in try Case.all() {
      let model = try model(trial.sets)
      let file = try write(trial)
      let layout = try WeightLayout(.tensorflow, of: model, present: file.shapes)
      let imported = try WeightExchange(importing: file, from: layout)
      #expect(imported.tensors.count == trial.variables.count)
      // With batch normalisation TensorFlow's logits are training's, by the batch's own statistics.
      guard !trial.hasBatchNorm else { continue }
      let difference = try difference(trial, model, imported.tensors)
      #expect(difference < 1e-5, "\(trial.name)")
    }
  }

  @Test func theTutorialsOwnNames() throws {
    guard let trial = try Case.all().first(where: { $0.hasBatchNorm }) else { return }
    let file = try write(trial) { name in
      name.replacing(/^cell_(\d)\/(fw|bw)\//) { match in
        "rnn_classification/cell_\(match.1)/bidirectional_rnn/\(match.2)/basic_lstm_cell/"
      }.replacing("batch_normalization_0/", with: "batch_normalization/")
    }
    let model = try model(trial.sets)
    let layout = try WeightLayout(.tensorflow, of: model, present: file.shapes)
    let imported = try WeightExchange(importing: file, from: layout)
    #expect(imported.tensors.count == trial.variables.count)
    // And out again: the names of an export are the tutorial's.
    let path = folder.file("own.safetensors")
    try SafetensorsWriter.write(imported.tensors, to: path)
    let back = try WeightExchange(
      exporting: try SafetensorsFile(path), as: try WeightLayout(.tensorflow, of: model))
    #expect(Set(back.tensors.map(\.name)) == Set(file.tensors.map(\.name)))
    for tensor in back.tensors {
      #expect(try file.floats(file.tensor(tensor.name)) == tensor.values, "\(tensor.name)")
    }
  }

  @Test func namesByAMap() throws {
    guard let trial = try Case.all().first(where: { $0.name == "tutorial_plain" }) else { return }
    let model = try model(trial.sets)
    let plain = try WeightLayout(.tensorflow, of: model, present: try write(trial).shapes)
    let lines = plain.groups.map { "model/\($0.other[0].name):0: \($0.own[0].name)\n" }
    let map = try folder.write(lines.joined() + "global_step: null\n", to: "map.yaml")
    let again = try write(trial) { "model/\($0):0" }
    let mapped = try WeightExchange(
      importing: again, from: WeightLayout(try NameMap(map), of: model))
    let own = plain.groups.flatMap { $0.own.map(\.name) }
    #expect(mapped.tensors.map(\.name).sorted() == own.sorted())
  }

  @Test func whatDoesNotFitIsListed() throws {
    guard let trial = try Case.all().first(where: { $0.name == "tutorial_plain" }) else { return }
    let file = try write(trial) { $0 == "dense/bias" ? "dense/offset" : $0 }
    let model = try model(trial.sets.map { $0 == "num_nodes=4" ? "num_nodes=5" : $0 })
    let layout = try WeightLayout(.tensorflow, of: model, present: file.shapes)
    let error = #expect(throws: WeightExchange.Mismatch.self) {
      try WeightExchange(importing: file, from: layout)
    }
    let text = try #require(error?.description)
    #expect(text.contains("6 of the 16 tensors that the model wants fit; nothing was written"))
    for line in [
      "  fit:\n    conv1d_0/kernel [5, 3, 4]\n", "  missing there:\n    dense/bias [5]\n",
      "  not wanted by the model:\n    dense/offset [5]\n",
      "    cell_0/fw/kernel [10, 16] for [11, 20]\n", "    dense/kernel [8, 5] for [10, 5]\n",
    ] {
      #expect(text.contains(line), "\(line) is not in \(text)")
    }
  }

  @Test func anOpWithoutCounterpart() throws {
    let checked = try CheckedModel(path: Repository.model("quickdraw-attention"))
    let model = try #require(checked.lower(.evaluation))
    let error = #expect(throws: WeightLayout.Unsupported.self) {
      try WeightLayout(.tensorflow, of: model)
    }
    #expect(
      error?.description.contains("multi_head_attention") == true, "\(String(describing: error))")
  }
}
