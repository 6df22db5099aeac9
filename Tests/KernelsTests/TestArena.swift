/// Memory that lives as long as the arena; what is not given a value starts as NaN.
final class TestArena {
  private var floats: [UnsafeMutableBufferPointer<Float>] = []
  private var integers: [UnsafeMutableBufferPointer<Int32>] = []

  deinit {
    for buffer in floats { buffer.deallocate() }
    for buffer in integers { buffer.deallocate() }
  }

  func fresh(_ count: Int) -> UnsafeMutablePointer<Float> {
    numbers([Float](repeating: .nan, count: count))
  }

  func numbers(_ values: [Float]) -> UnsafeMutablePointer<Float> {
    // One more, so that an empty array has an address too.
    let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count + 1)
    _ = buffer.initialize(from: values + [.nan])
    floats.append(buffer)
    guard let start = buffer.baseAddress else { preconditionFailure("the buffer is not empty") }
    return start
  }

  func integers(_ values: [Int32]) -> UnsafeMutablePointer<Int32> {
    let buffer = UnsafeMutableBufferPointer<Int32>.allocate(capacity: values.count + 1)
    _ = buffer.initialize(from: values + [-1])
    integers.append(buffer)
    guard let start = buffer.baseAddress else { preconditionFailure("the buffer is not empty") }
    return start
  }

  func read(_ pointer: UnsafeMutablePointer<Float>?, _ count: Int) -> [Float] {
    pointer.map { Array(UnsafeBufferPointer(start: $0, count: count)) } ?? []
  }
}
