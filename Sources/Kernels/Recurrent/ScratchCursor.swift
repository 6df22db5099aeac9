/// Hands out pieces of the caller's scratch memory one after the other, each at a cache line.
struct ScratchCursor {
  /// What must be added to the sizes because the memory itself may start anywhere.
  static let slack = 16

  private var next: UnsafeMutableRawPointer

  /// A cursor at the first cache line of the memory.
  init(_ memory: UnsafeMutablePointer<Float>) {
    next = UnsafeMutableRawPointer(memory).alignedUp(toMultipleOf: 64)
  }

  /// What a piece of `count` numbers takes, in numbers.
  static func size(_ count: Int) -> Int { (count + 15) / 16 * 16 }

  /// Room for `count` numbers, of any content.
  mutating func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
    let start = next.assumingMemoryBound(to: Float.self)
    next += Self.size(count) * 4
    return start
  }

  /// Room for `count` integers, of any content.
  mutating func integers(_ count: Int) -> UnsafeMutablePointer<Int32> {
    let start = next.bindMemory(to: Int32.self, capacity: count)
    next += Self.size(count) * 4
    return start
  }
}
