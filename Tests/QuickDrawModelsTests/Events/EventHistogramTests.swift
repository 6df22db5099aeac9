import Testing

@testable import QuickDrawModels

@Suite struct EventHistogramTests {
  private func message(_ elements: [Float]) -> Tensorflow_HistogramProto {
    elements.withUnsafeBufferPointer { EventHistogram($0).message }
  }

  @Test func elementsLieInTheirBuckets() {
    let elements: [Float] = [-3, -0.5, -0.5, 0, 1e-30, 1, 1.2, 1.25, 7, .infinity, .nan]
    let message = message(elements)
    #expect(message.num == 9)
    #expect(message.min == -3)
    #expect(message.max == 7)
    #expect(message.sum == elements.prefix(9).reduce(0.0) { $0 + Double($1) })
    let squares = elements.prefix(9).reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(message.sumSquares == squares)
    #expect(message.bucket.reduce(0, +) == 9)
    #expect(zip(message.bucketLimit, message.bucketLimit.dropFirst()).allSatisfy { $0 < $1 })
    for element in elements.prefix(9) {
      let index = message.bucketLimit.firstIndex {
        element < 0 ? Double(element) <= $0 : Double(element) < $0
      }
      #expect(index.map { message.bucket[$0] > 0 } == true, "\(element) has no bucket")
    }
    // Quarters of an octave: 1 and 1.2 share one, 1.25 begins the next.
    #expect(message.bucketLimit.contains(1.25))
    #expect(message.bucket[message.bucketLimit.firstIndex(of: 1.25) ?? 0] == 2)
  }

  @Test func theLargestNumberHasABucket() {
    let message = message([.greatestFiniteMagnitude, -.greatestFiniteMagnitude])
    #expect(message.bucket == [0, 1, 0, 1])
    #expect(message.bucketLimit.last == .greatestFiniteMagnitude)
  }

  @Test func noElements() {
    #expect(message([]).num == 0)
    #expect(message([.nan]).bucket.isEmpty)
  }
}
