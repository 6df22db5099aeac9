import Runtime
import Testing

/// A small model of the reference's shape against differences of its own loss.
@Suite struct ModelGradientTests {
  struct Setting: CustomStringConvertible, Sendable {
    let lengths: [Int]
    let isMasked: Bool
    let batchNorm: Bool
    let cell: String
    var description: String {
      "\(cell) \(lengths) masked \(isMasked) batch_norm \(batchNorm)"
    }
  }

  static let settings: [Setting] = {
    var settings: [Setting] = []
    for lengths in [[7, 1, 4, 3], [5, 5, 5]] {
      for isMasked in [true, false] {
        for batchNorm in [true, false] {
          for cell in ["lstm", "cudnn_lstm"] {
            settings.append(
              Setting(lengths: lengths, isMasked: isMasked, batchNorm: batchNorm, cell: cell))
          }
        }
      }
    }
    return settings
  }()

  @Test(arguments: ModelGradientTests.settings) func gradientsMatchDifferences(setting: Setting)
    throws
  {
    let probe = try Self.probe(setting)
    var random = RandomNumbers(seed: 11)
    for _ in 0..<4 {
      var direction = random.tensor([probe.store.trainedCount]).floats
      let norm = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for index in direction.indices { direction[index] /= norm }
      let (exact, numeric) = probe.derivatives(along: direction, distance: 0.04)
      #expect((exact - numeric).magnitude < 1e-3 * max(0.1, exact.magnitude), "\(exact) \(numeric)")
    }
  }

  @Test(arguments: ModelGradientTests.settings) func sharedMemoryChangesNoBit(setting: Setting)
    throws
  {
    let (shared, apart) = (
      try Self.probe(setting), try Self.probe(setting, sharesMemory: false)
    )
    #expect(shared.run() == apart.run())
    let count = shared.store.trainedCount
    let differing = (0..<count).filter {
      shared.store.gradients[$0].bitPattern != apart.store.gradients[$0].bitPattern
    }
    #expect(differing.isEmpty)
    #expect(shared.executor.arenaCount < apart.executor.arenaCount)
  }

  @Test func emptyExamplesAndBatchesWork() throws {
    let setting = Setting(lengths: [3, 0], isMasked: true, batchNorm: true, cell: "lstm")
    #expect(try Self.probe(setting).run().isFinite)
    for lengths in [[0, 0], []] {
      for cell in ["lstm", "cudnn_lstm"] {
        let probe = try Self.probe(
          Setting(lengths: lengths, isMasked: false, batchNorm: false, cell: cell))
        #expect(probe.run().isFinite)
        let gradients = UnsafeBufferPointer(
          start: probe.store.gradients, count: probe.store.trainedCount)
        let isFinite = gradients.allSatisfy { $0.isFinite }
        #expect(isFinite)
      }
    }
  }

  private static func probe(
    _ setting: Setting, sharesMemory: Bool = true
  ) throws -> GradientProbe {
    let model = try TutorialModel(
      TutorialModel.Options(
        filters: [4, 5, 6], kernels: [5, 5, 3], layers: 2, units: 4, classes: 5,
        batchNorm: setting.batchNorm, dropout: 0.3, cell: setting.cell,
        isMasked: setting.isMasked))
    return try GradientProbe(model, .random(setting.lengths), sharesMemory: sharesMemory)
  }
}

extension FeedBatch {
  /// Drawings of random numbers.
  static func random(_ lengths: [Int], seed: UInt64 = 9) -> FeedBatch {
    var random = RandomNumbers(seed: seed)
    let shape = [lengths.count, lengths.max() ?? 0, 3]
    return FeedBatch(
      ink: random.tensor(shape), lengths: lengths,
      labels: lengths.indices.map { Int32($0 % 5) })
  }
}
