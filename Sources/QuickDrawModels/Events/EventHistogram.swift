/// How the elements of a tensor are spread, in buckets a quarter of an octave wide.
///
/// A bucket is what the sign, the exponent and the first two bits of the fraction of a number agree
/// on, so finding it is a shift. The edges are TensorBoard's business only in so far as they rise.
struct EventHistogram {
  /// The bits below those that tell a bucket.
  private static let shift: UInt32 = 21
  private static let bucketsOfASign = 1 << (31 - Int(shift))

  private var positive = [Int](repeating: 0, count: bucketsOfASign)
  private var negative = [Int](repeating: 0, count: bucketsOfASign)
  private var lowest = Float.infinity
  private var highest = -Float.infinity
  private var count = 0
  private var sum = 0.0
  private var sumOfSquares = 0.0

  /// Counts the elements that are finite.
  init(_ elements: UnsafeBufferPointer<Float>) {
    for element in elements where element.isFinite {
      let bits = element.bitPattern
      let bucket = Int(bits & 0x7FFF_FFFF) >> Int(Self.shift)
      if bits >> 31 == 0 { positive[bucket] += 1 } else { negative[bucket] += 1 }
      lowest = min(lowest, element)
      highest = max(highest, element)
      count += 1
      sum += Double(element)
      sumOfSquares += Double(element) * Double(element)
    }
  }

  /// The message; empty buckets in a row are one.
  var message: Tensorflow_HistogramProto {
    var message = Tensorflow_HistogramProto()
    guard count > 0 else { return message }
    message.min = Double(lowest)
    message.max = Double(highest)
    message.num = Double(count)
    message.sum = sum
    message.sumSquares = sumOfSquares
    for bucket in negative.indices.reversed() where negative[bucket] > 0 {
      append(negative[bucket], from: -Self.edge(bucket + 1), to: -Self.edge(bucket), &message)
    }
    for bucket in positive.indices where positive[bucket] > 0 {
      append(positive[bucket], from: Self.edge(bucket), to: Self.edge(bucket + 1), &message)
    }
    return message
  }

  private func append(
    _ elements: Int, from lower: Double, to upper: Double,
    _ message: inout Tensorflow_HistogramProto
  ) {
    if lower > message.bucketLimit.last ?? -.infinity {
      message.bucketLimit.append(lower)
      message.bucket.append(0)
    }
    message.bucketLimit.append(upper)
    message.bucket.append(Double(elements))
  }

  /// The magnitude at which a bucket begins; the largest double behind the last one.
  private static func edge(_ bucket: Int) -> Double {
    let edge = Float(bitPattern: UInt32(bucket) << shift)
    return edge.isFinite ? Double(edge) : .greatestFiniteMagnitude
  }
}
