/// The row layouts of a batch: one for each ragged axis and overhang that occurs in a graph, and one
/// for each pair of leading sizes of a dense value.
final class LayoutTable {
  private struct Key: Hashable {
    let dim: RaggedDim
    let overhang: Int
  }

  private struct DenseKey: Hashable {
    let batch: Int
    let steps: Int
  }

  private let keys: [Key]
  /// For every value the index of its layout in ``keys``, or -1.
  private let keyOfValue: [Int]
  private var layouts: [SequenceLayout] = []
  private var dense: [DenseKey: SequenceLayout] = [:]
  private var memory: UnsafeMutablePointer<Int32>
  private var capacity = 0
  private var denseMemory: [UnsafeMutablePointer<Int32>] = []
  private var batch = 0

  init(for graph: Graph) {
    var keys: [Key] = []
    var indices: [Key: Int] = [:]
    keyOfValue = graph.values.map { info in
      guard let dim = info.type.raggedDim else { return -1 }
      let key = Key(dim: dim, overhang: info.type.overhang)
      if let index = indices[key] { return index }
      indices[key] = keys.count
      keys.append(key)
      return keys.count - 1
    }
    self.keys = keys
    memory = .allocate(capacity: 1)
  }

  deinit {
    memory.deallocate()
    for pointer in denseMemory { pointer.deallocate() }
  }

  /// Computes every layout for a batch.
  func bind(_ shape: BatchShape) {
    batch = shape.batch
    let needed = keys.count * (2 * batch + 1)
    if needed > capacity {
      memory.deallocate()
      memory = .allocate(capacity: needed)
      capacity = needed
    }
    layouts.removeAll(keepingCapacity: true)
    for (index, key) in keys.enumerated() {
      guard let declared = shape.lengths[key.dim.name], declared.count == batch,
        let paddedLength = shape.paddedLengths[key.dim.name]
      else { preconditionFailure("the batch has no \(batch) lengths for `\(key.dim.name)`") }
      let starts = memory + index * (2 * batch + 1)
      layouts.append(
        layout(key, declared, padded: key.dim.length(from: paddedLength), starts: starts))
    }
  }

  private func layout(
    _ key: Key, _ declared: [Int32], padded: Int, starts: UnsafeMutablePointer<Int32>
  ) -> SequenceLayout {
    let lengths = starts + batch + 1
    var row = 0
    for example in 0..<batch {
      let length = key.dim.length(from: Int(declared[example]))
      starts[example] = Int32(row)
      lengths[example] = Int32(length)
      row += key.overhang > padded - length ? max(padded, length) : length + key.overhang
    }
    starts[batch] = Int32(row)
    return SequenceLayout(
      batch: batch, paddedLength: padded, rows: row, starts: starts, lengths: lengths)
  }

  /// The window on a value of `type`, at `floats` for now.
  func view(
    of type: TensorType, at index: Int, _ floats: UnsafeMutablePointer<Float>
  ) -> TensorView {
    var sizes = InlineArray<6, Int>(repeating: 1)
    let layout = keyOfValue[index] < 0 ? nil : layouts[keyOfValue[index]]
    var (count, behind) = (1, 1)
    for (axis, dim) in type.dims.enumerated() {
      let size =
        switch dim {
        case .fixed(let size): size
        case .batch: batch
        case .ragged: layout?.paddedLength ?? 0
        }
      sizes[axis] = size
      count *= size
      if axis > 1 { behind *= size }
    }
    if let layout { count = layout.rows * behind }
    let sequence = layout ?? (type.rank > 1 ? dense(batch: sizes[0], steps: sizes[1]) : nil)
    return TensorView(
      sizes: sizes, rank: type.rank, count: count, sequence: sequence, isRagged: layout != nil,
      floats: floats)
  }

  private func dense(batch: Int, steps: Int) -> SequenceLayout {
    let key = DenseKey(batch: batch, steps: steps)
    if let layout = dense[key] { return layout }
    let starts = UnsafeMutablePointer<Int32>.allocate(capacity: 2 * batch + 1)
    for example in 0...batch { starts[example] = Int32(example * steps) }
    (starts + batch + 1).initialize(repeating: Int32(steps), count: batch)
    denseMemory.append(starts)
    let layout = SequenceLayout(
      batch: batch, paddedLength: steps, rows: batch * steps, starts: starts,
      lengths: starts + batch + 1)
    dense[key] = layout
    return layout
  }
}
