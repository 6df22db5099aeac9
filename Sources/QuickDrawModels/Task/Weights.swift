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
  /// The optimizer's numbers as tensors: `logits/kernel/second_moment`.
  public func optimizerTensors() -> [NamedTensor] {
    let store = executor.parameters
    return optimizer.slots.enumerated().flatMap { index, slot in
      store.entries.filter(\.isTrained).map { entry in
        NamedTensor(
          "\(entry.name)/\(slot.name)", shape: entry.shape,
          copying: optimizerState + index * store.trainedCount + entry.offset)
      }
    }
  }

  /// Loads what ``optimizerTensors()`` gave.
  ///
  /// - Returns: The names that the file does not hold in the right shape; empty when all is loaded.
  /// - Throws: `FileError` when the file is damaged.
  public func loadOptimizer(_ file: SafetensorsFile) throws -> [String] {
    let store = executor.parameters
    var missing: [String] = []
    for (index, slot) in optimizer.slots.enumerated() {
      for entry in store.entries where entry.isTrained {
        let name = "\(entry.name)/\(slot.name)"
        guard let tensor = file[name], tensor.shape == entry.shape else {
          missing.append(name)
          continue
        }
        let start = optimizerState + index * store.trainedCount + entry.offset
        start.update(from: try file.floats(tensor), count: entry.count)
      }
    }
    return missing
  }
}
