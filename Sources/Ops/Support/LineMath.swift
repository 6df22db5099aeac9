import Kernels

/// Sums and maxima over the elements of one line, always in the same order.
enum LineMath {
  /// The largest element; -∞ of none.
  static func maximum(_ x: UnsafePointer<Float>, count: Int) -> Float {
    var largest = Float8(repeating: -.infinity)
    var index = 0
    while index + 8 <= count {
      largest = VectorMath.max(largest, VectorMath.load(x + index))
      index += 8
    }
    var maximum = VectorMath.maximum(largest)
    while index < count {
      if x[index] > maximum { maximum = x[index] }
      index += 1
    }
    return maximum
  }

  /// `y[i] = max(y[i], x[i])`; a NaN in either stays, for it must not hide behind a comparison that
  /// is false.
  static func raise(
    _ y: UnsafeMutablePointer<Float>, to x: UnsafePointer<Float>, count: Int
  ) {
    for index in stride(from: 0, to: count, by: 8) {
      let lanes = min(8, count - index)
      let (old, new) = (load(y + index, count: lanes), load(x + index, count: lanes))
      store(
        old.replacing(with: new, where: .!(new .<= old) .& (old .== old)), y + index, count: lanes)
    }
  }

  /// The first `count` (1 to 8) numbers at `pointer`, fast when they are eight.
  @inline(__always)
  static func load(_ pointer: UnsafePointer<Float>, count: Int) -> Float8 {
    count == 8 ? VectorMath.load(pointer) : VectorMath.load(pointer, count: count)
  }

  /// Writes the first `count` (1 to 8) lanes to `pointer`, fast when they are eight.
  @inline(__always)
  static func store(_ value: Float8, _ pointer: UnsafeMutablePointer<Float>, count: Int) {
    if count == 8 {
      VectorMath.store(value, pointer)
    } else {
      VectorMath.store(value, pointer, count: count)
    }
  }

  /// `Σ exp(x[i] − shift)`; with `y` also writes the terms there, which may be `x`.
  static func sumOfExponentials(
    _ x: UnsafePointer<Float>, minus shift: Float, into y: UnsafeMutablePointer<Float>? = nil,
    count: Int
  ) -> Float {
    let shifts = Float8(repeating: shift)
    var sum = Float8.zero
    var index = 0
    while index + 8 <= count {
      let term = VectorMath.exp(VectorMath.load(x + index) - shifts)
      if let y { VectorMath.store(term, y + index) }
      sum += term
      index += 8
    }
    var total = VectorMath.sum(sum)
    let rest = count - index
    let term = VectorMath.exp(VectorMath.load(x + index, count: rest) - shifts)
    if let y { VectorMath.store(term, y + index, count: rest) }
    for lane in 0..<rest { total += term[lane] }
    return total
  }

  /// `Σ x[i] · y[i]`.
  static func dot(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, count: Int) -> Float {
    var sum = Float8.zero
    var index = 0
    while index + 8 <= count {
      sum = VectorMath.madd(VectorMath.load(x + index), VectorMath.load(y + index), sum)
      index += 8
    }
    var total = VectorMath.sum(sum)
    while index < count {
      total += x[index] * y[index]
      index += 1
    }
    return total
  }

  /// `Σ x[i]`.
  static func sum(_ x: UnsafePointer<Float>, count: Int) -> Float {
    var sum = Float8.zero
    var index = 0
    while index + 8 <= count {
      sum += VectorMath.load(x + index)
      index += 8
    }
    var total = VectorMath.sum(sum)
    while index < count {
      total += x[index]
      index += 1
    }
    return total
  }

  /// The natural logarithm, as the vector loops compute it.
  static func log(_ x: Float) -> Float { VectorMath.log(Float8(repeating: x))[0] }
}
