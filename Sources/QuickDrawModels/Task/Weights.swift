import Runtime

extension ParameterStore {
  /// The parameters and states as tensors with their names.
  public func tensors() -> [NamedTensor] {
    entries.map { NamedTensor($0.name, shape: $0.shape, copying: values + $0.offset) }
  }

  /// Overwrites the tensor called `name`, which there is.
  func set(_ name: String, to floats: [Float]) {
    guard let entry = self[name] else { preconditionFailure("the store has no `\(name)`") }
    set(entry, to: floats)
  }

  /// Loads the tensors of a file when all fit by name and shape, and nothing otherwise.
  ///
  /// - Throws: `FileError` when the file is damaged.
  public func load(_ file: SafetensorsFile) throws -> LoadReport {
    let report = LoadReport(loading: file.shapes, into: shapes)
    guard report.isComplete else { return report }
    for tensor in try file.tensors(matchedBy: report) { set(tensor.name, to: tensor.values) }
    return report
  }
}

extension SafetensorsFile {
  /// The tensors that fit, read at once, so that a damaged file changes nothing.
  func tensors(matchedBy report: LoadReport) throws(FileError) -> [NamedTensor] {
    var tensors: [NamedTensor] = []
    for fit in report.matched {
      tensors.append(
        NamedTensor(fit.name, shape: fit.shape, values: try floats(tensor(fit.name))))
    }
    return tensors
  }
}

extension TrainingProgram {
  /// What a checkpoint keeps as the model's weights: the averages, if there are any, and the states.
  public func weightTensors() -> [NamedTensor] {
    withAverages { executor.parameters.tensors() }
  }

  /// The optimizer's numbers as tensors, `logits/kernel/second_moment`, and beside averages the
  /// weights that they follow, `logits/kernel/current`.
  public func optimizerTensors() -> [NamedTensor] {
    stored.map { NamedTensor($0.name, shape: $0.entry.shape, copying: $0.start) }
  }

  /// Loads what ``weightTensors()`` and ``optimizerTensors()`` gave.
  ///
  /// - Returns: What does not fit, a sentence each; nothing is loaded then.
  /// - Throws: `FileError` when a file is damaged.
  public func load(weights: SafetensorsFile, optimizer: SafetensorsFile) throws -> [String] {
    let store = executor.parameters
    let missing = stored.filter { optimizer[$0.name]?.shape != $0.entry.shape }.map(\.name)
    guard missing.isEmpty else { return ["no optimizer state: \(missing)"] }
    let report = try store.load(weights)
    guard report.isComplete else { return report.problems }
    averages?.update(from: store.values, count: store.trainedCount)
    for (name, entry, start) in stored {
      start.update(from: try optimizer.floats(optimizer.tensor(name)), count: entry.count)
    }
    return []
  }

  /// Each tensor of the optimizer's file: its name, the parameter that it belongs to, its place.
  private var stored:
    [(name: String, entry: ParameterStore.Entry, start: UnsafeMutablePointer<Float>)]
  {
    let store = executor.parameters
    var slots = optimizer.slots.enumerated().map { index, slot in
      (name: slot.name, start: optimizerState + index * store.trainedCount)
    }
    if averages != nil { slots.append((name: "current", start: store.values)) }
    return slots.flatMap { slot in
      store.entries.filter(\.isTrained).map { entry in
        (name: "\(entry.name)/\(slot.name)", entry: entry, start: slot.start + entry.offset)
      }
    }
  }
}
