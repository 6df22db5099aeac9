import Runtime

/// What happened to each tensor when a checkpoint was loaded into a model.
public struct LoadReport: Sendable, Equatable {
  /// Tensors that fit.
  public internal(set) var matched: [String] = []
  /// Tensors of the model that the checkpoint does not hold.
  public internal(set) var missing: [String] = []
  /// Tensors of the checkpoint that the model does not have.
  public internal(set) var unused: [String] = []
  /// Tensors of another shape, with both shapes in words.
  public internal(set) var reshaped: [String] = []

  /// Whether every tensor found its place.
  public var isComplete: Bool { missing.isEmpty && unused.isEmpty && reshaped.isEmpty }

  /// One line a kind of problem.
  public var problems: [String] {
    [
      ("missing in the checkpoint", missing), ("not in the model", unused),
      ("of another shape", reshaped),
    ]
    .filter { !$0.1.isEmpty }
    .map { "\($0.0): " + $0.1.joined(separator: ", ") }
  }
}

extension ParameterStore {
  /// The parameters and states as tensors with their names.
  public func tensors() -> [NamedTensor] {
    entries.map { NamedTensor($0.name, shape: $0.shape, copying: values + $0.offset) }
  }

  /// Loads the tensors of a file that fit by name and shape.
  ///
  /// - Returns: What fitted and what did not; nothing is loaded unless all fits or `partially`.
  /// - Throws: `FileError` when the file is damaged.
  public func load(_ file: SafetensorsFile, partially: Bool = false) throws -> LoadReport {
    var report = LoadReport()
    var loaded: [(Entry, [Float])] = []
    for entry in entries {
      guard let tensor = file[entry.name] else {
        report.missing.append(entry.name)
        continue
      }
      guard tensor.shape == entry.shape else {
        report.reshaped.append("\(entry.name) \(tensor.shape) for \(entry.shape)")
        continue
      }
      loaded.append((entry, try file.floats(tensor)))
      report.matched.append(entry.name)
    }
    report.unused = file.tensors.map(\.name).filter { self[$0] == nil }.sorted()
    guard report.isComplete || partially else { return report }
    for (entry, floats) in loaded { set(entry, to: floats) }
    return report
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
