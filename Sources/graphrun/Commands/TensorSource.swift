import QuickDrawModels
import Runtime

/// The file of tensors to which a path leads.
struct TensorSource {
  let file: SafetensorsFile
  /// The steps after which they were saved; nil for a file that is no checkpoint's.
  let step: Int?

  /// Opens it and says what is to be said of it.
  ///
  /// - Parameters:
  ///   - path: A run's folder, the folder of a checkpoint, or a safetensors file.
  ///   - choice: Which checkpoint of a run.
  ///   - isOptimizer: Whether the optimizer's numbers are meant instead of the weights.
  ///   - console: Where what is to be said goes.
  /// - Throws: `FileError` when there is none or it is damaged.
  init(
    _ path: String, _ choice: FoundCheckpoint.Choice = .newest, isOptimizer: Bool = false,
    _ console: Console
  ) throws {
    if choice == .newest, !isOptimizer {
      let stored = try StoredWeights(path)
      stored.notices.forEach { console.say("note: \($0)") }
      (file, step) = (stored.file, stored.step)
    } else {
      let found = try FoundCheckpoint(path, choice)
      found.notices.forEach { console.say("note: \($0)") }
      file = isOptimizer ? found.checkpoint.optimizer : found.checkpoint.weights
      step = found.checkpoint.step
    }
  }
}
