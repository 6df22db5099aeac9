/// The examples of a ragged batch by decreasing length: at step t exactly the first `live[t]` of
/// them still have an element.
struct LiveRows {
  /// The number of examples.
  let batch: Int
  /// The greatest length.
  let steps: Int
  /// [batch]: the examples, longest first, equal lengths as they came.
  let order: UnsafePointer<Int32>
  /// [steps]: how many examples are longer than t.
  let live: UnsafePointer<Int32>

  static func scratchCount(batch: Int, maxLength: Int) -> Int {
    ScratchCursor.size(batch) + 2 * ScratchCursor.size(maxLength + 1)
  }

  /// Sorts the lengths by counting; none may be negative or above `maxLength`.
  init(
    lengths: UnsafePointer<Int32>, batch: Int, maxLength: Int, scratch: inout ScratchCursor
  ) {
    let order = scratch.integers(batch)
    let longer = scratch.integers(maxLength + 1)
    let position = scratch.integers(maxLength + 1)
    position.update(repeating: 0, count: maxLength + 1)
    for example in 0..<batch { position[Int(lengths[example])] += 1 }
    var above: Int32 = 0
    var steps = 0
    for length in stride(from: maxLength, through: 0, by: -1) {
      longer[length] = above
      above += position[length]
      position[length] = longer[length]
      if steps == 0 && above > 0 { steps = length }
    }
    for example in 0..<batch {
      let length = Int(lengths[example])
      order[Int(position[length])] = Int32(example)
      position[length] += 1
    }
    self.batch = batch
    self.steps = steps
    self.order = UnsafePointer(order)
    live = UnsafePointer(longer)
  }
}
