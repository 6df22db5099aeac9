import Foundation

/// The parameters and states of a model by name, in two flat buffers that every graph of the model
/// shares, with room for the parameters' gradients.
///
/// Flat, because the norm, the clipping and the optimizer are then one pass each.
public final class ParameterStore: @unchecked Sendable {
  /// One named tensor.
  public struct Entry: Sendable {
    /// Such as `rnn.0.forward/kernel`.
    public let name: String
    public let shape: [Int]
    /// Whether training changes it; a state changes by the graph's updates.
    public let isTrained: Bool
    /// Its first float in ``values``.
    public let offset: Int
    public let initializer: Initializer

    /// The number of elements.
    public var count: Int { shape.reduce(1, *) }
  }

  /// All tensors: the trained ones first, each part in order of declaration.
  public let entries: [Entry]
  /// The floats of the trained parameters, padding between them included.
  public let trainedCount: Int
  /// The floats in all.
  public let totalCount: Int
  /// The elements; padding is zero.
  public let values: UnsafeMutablePointer<Float>
  /// The gradients, at the same offsets as the trained values.
  public let gradients: UnsafeMutablePointer<Float>
  private let index: [String: Int]

  /// Room for what `graph` declares, not initialised but zero.
  public init(for graph: Graph) {
    var entries: [Entry] = []
    var offset = 0
    func add(_ kind: Source.Kind, isTrained: Bool) {
      for value in graph.sources(kind) {
        let shape = graph[value].type.dims.compactMap(\.fixedSize)
        entries.append(
          Entry(
            name: graph[value].name, shape: shape, isTrained: isTrained, offset: offset,
            initializer: graph[value].source?.initializer ?? .zeros))
        let alignment = MemoryPlanner.alignment
        offset += (shape.reduce(1, *) + alignment - 1) / alignment * alignment
      }
    }
    add(.parameter, isTrained: true)
    trainedCount = offset
    add(.state, isTrained: false)
    totalCount = offset
    self.entries = entries
    index = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
    values = allocateZeroed(totalCount)
    gradients = allocateZeroed(trainedCount)
  }

  deinit {
    values.deallocate()
    gradients.deallocate()
  }

  /// The number of trained elements: what a summary calls the parameters.
  public var parameterCount: Int {
    entries.filter(\.isTrained).reduce(0) { $0 + $1.count }
  }

  /// The trained elements that belong to each node, and to each group of nodes: `rnn` owns
  /// `rnn.0.forward/kernel`, and so does `rnn.0`.
  public var parameterCounts: [String: Int] {
    var counts: [String: Int] = [:]
    for entry in entries where entry.isTrained {
      for cut in entry.name.indices where entry.name[cut] == "/" || entry.name[cut] == "." {
        counts[String(entry.name[..<cut]), default: 0] += entry.count
      }
    }
    return counts
  }

  /// The tensor called `name`.
  public subscript(name: String) -> Entry? { index[name].map { entries[$0] } }

  /// A copy of an entry's elements.
  public func tensor(_ entry: Entry) -> Tensor {
    Tensor(
      entry.shape,
      Array(UnsafeBufferPointer(start: values + entry.offset, count: entry.count)))
  }

  /// A copy of the gradient of a trained entry.
  public func gradient(_ entry: Entry) -> Tensor {
    Tensor(
      entry.shape,
      Array(UnsafeBufferPointer(start: gradients + entry.offset, count: entry.count)))
  }

  /// Overwrites an entry; `floats` has as many elements.
  public func set(_ entry: Entry, to floats: [Float]) {
    precondition(floats.count == entry.count, "\(entry.name) holds \(entry.count) elements")
    (values + entry.offset).update(from: floats, count: floats.count)
  }

  /// Sets every tensor as declared; each depends on `seed` and its name alone.
  public func initialize(seed: UInt64) {
    for entry in entries {
      entry.initializer.fill(
        values + entry.offset, count: entry.count, name: entry.name, seed: seed)
    }
  }
}

/// Zeroed memory for `count` floats that starts on a cache line.
func allocateZeroed(_ count: Int) -> UnsafeMutablePointer<Float> {
  let memory = allocateFloats(count)
  // `initializeMemory` and `update(repeating:)` of the standard library go element by element.
  memset(memory, 0, max(count, 1) * MemoryLayout<Float>.stride)
  return memory
}

/// Memory for `count` floats that starts on a cache line and holds anything.
func allocateFloats(_ count: Int) -> UnsafeMutablePointer<Float> {
  let bytes = max(count, 1) * MemoryLayout<Float>.stride
  return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    .bindMemory(to: Float.self, capacity: max(count, 1))
}
