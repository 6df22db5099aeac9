/// The peak memory of a process that trains, before it does.
///
/// What the process holds already is measured, what comes on top is planned: the arena to the byte,
/// parameters and optimizer by their sizes. A batch's numbers lie beside the arena twice, as they were
/// read and as the inputs want them.
public struct MemoryForecast: Sendable, Equatable {
  /// Program text, libraries, the model file: what the process had before it made the program, and
  /// the text, stacks and buffers that a first step touches.
  public let process: Double
  /// Parameters and states, gradients, and the optimizer's numbers.
  public let parameters: Double
  /// Activations, their gradients and scratch memory.
  public let arena: Double
  /// The batch outside the arena.
  public let batch: Double

  /// The bytes in all.
  public var total: Double { process + parameters + arena + batch }

  /// Text, stacks and buffers of the product library that a first step touches: measured, see
  /// docs/tools.md.
  private static let firstStep = 1.5e6

  /// A forecast for a program and a batch.
  ///
  /// - Parameters:
  ///   - program: The program; nothing of it is allocated here.
  ///   - process: What the process had before it made the program: ``ProcessMemory/resident``.
  ///   - shape: The sizes of the batch.
  public init(_ program: TrainingProgram, process: Double, shape: BatchShape) {
    let graph = program.executor.graph
    self.process = process + Self.firstStep
    parameters = program.storedBytes
    arena = program.executor.arenaBytes(for: shape)
    batch = 2 * graph.inputBytes(shape)
  }
}

extension TrainingProgram {
  /// The bytes of parameters and states, gradients and the optimizer's numbers.
  var storedBytes: Double {
    let store = executor.parameters
    // Beside each trained number its gradient, the optimizer's numbers and perhaps its average.
    let copies = 1 + optimizer.slots.count + (averages == nil ? 0 : 1)
    let floats = store.totalCount + store.trainedCount * copies
    return Double(floats * MemoryLayout<Float>.stride)
  }
}

extension Graph {
  /// The bytes of a batch's inputs.
  func inputBytes(_ shape: BatchShape) -> Double {
    sources(.input).reduce(0) { sum, input in
      let type = self[input].type
      let steps = type.raggedDim.flatMap { shape.lengths[$0.name] }
      let rows = steps.map { $0.reduce(0) { $0 + Int($1) } } ?? shape.batch
      let width = type.dims.compactMap(\.fixedSize).reduce(1, *)
      return sum + Double(rows * width * MemoryLayout<Float>.stride)
    }
  }
}
