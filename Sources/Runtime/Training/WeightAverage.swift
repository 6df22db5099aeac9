import Kernels

/// The moving average of a store's trained parameters, elementwise, so that the bits do not depend
/// on the number of threads.
final class WeightAverage {
  /// The averages, at the offsets of the store's trained values.
  let values: UnsafeMutablePointer<Float>
  private let averaging: WeightAveraging
  private let store: ParameterStore
  private static let blockSize = 1 << 16

  /// Averages of the parameters in `store`, zero until ``start()`` or until they are loaded.
  init(_ averaging: WeightAveraging, of store: ParameterStore) {
    self.averaging = averaging
    self.store = store
    values = allocateZeroed(store.trainedCount)
  }

  deinit { values.deallocate() }

  /// Takes the weights as they are.
  func start() { values.update(from: store.values, count: store.trainedCount) }

  /// Follows the weights after step `number`, counted from 1.
  func update(after number: Int) {
    let share = Float(averaging.share(at: number))
    forEachBlock { offset, count in
      AveragePass.update(
        values + offset, towards: store.values + offset, count: count, share: share)
    }
  }

  /// Puts the averages in place of the store's weights, and these in place of the averages.
  func exchange() {
    forEachBlock { offset, count in
      AveragePass.exchange(values + offset, store.values + offset, count: count)
    }
  }

  private func forEachBlock(_ body: (_ offset: Int, _ count: Int) -> Void) {
    let (count, size) = (store.trainedCount, Self.blockSize)
    WorkerPool.shared.run(count: (count + size - 1) / size) { block in
      body(block * size, min(size, count - block * size))
    }
  }
}
