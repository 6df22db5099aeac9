import GraphDSL
import Runtime

/// The batches that a model is timed on.
public struct TimedBatches: Sendable {
  /// The batches in order.
  public let batches: [FeedBatch]
  /// The drawings of each batch.
  public let drawings: [Int]
  /// The points of each batch, padding left out.
  public let points: [Int]

  /// Batches of a safetensors file: `ink{i} [B, T, 3]`, `len{i} [B]` and `lab{i} [B]` for batch `i`.
  ///
  /// - Throws: `FileError` when the file is damaged or lacks a tensor.
  public init(file path: String, feed: DrawingFeed) throws {
    let file = try SafetensorsFile(path)
    var batches: [FeedBatch] = []
    while let ink = file["ink\(batches.count)"] {
      let index = batches.count
      let lengths = try file.integers(try file.tensor("len\(index)")).map { Int32(clamping: $0) }
      let labels = try file.integers(try file.tensor("lab\(index)")).map { Int32(clamping: $0) }
      guard ink.shape.count == 3, ink.shape[2] == 3, lengths.count == ink.shape[0],
        labels.count == lengths.count,
        lengths.allSatisfy({ $0 >= 0 && Int($0) <= ink.shape[1] })
      else {
        throw FileError(path, "batch \(index) is not ink [B, T, 3] with B lengths and labels")
      }
      let padded = try file.floats(ink)
      var points: [Float] = []
      for (example, length) in lengths.enumerated() {
        let first = example * ink.shape[1] * 3
        points += padded[first..<first + Int(length) * 3]
      }
      batches.append(feed.feed(points: points, lengths: lengths, labels: labels))
    }
    guard !batches.isEmpty else { throw FileError(path, "holds no tensor `ink0`") }
    self.init(batches)
  }

  /// One batch of equal drawings without meaning.
  public init(batch: Int, length: Int, feed: DrawingFeed) {
    let points = (0..<batch * length * 3).map { Float($0 % 17) / 17 - 0.5 }
    let lengths = Array(repeating: Int32(length), count: batch)
    self.init([
      feed.feed(points: points, lengths: lengths, labels: Array(repeating: 0, count: batch))
    ])
  }

  private init(_ batches: [FeedBatch]) {
    self.batches = batches
    drawings = batches.map(\.shape.batch)
    points = batches.map { batch in
      batch.shape.lengths.values.first?.reduce(0) { $0 + Int($1) } ?? 0
    }
  }
}
