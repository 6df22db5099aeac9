/// The sizes that a batch brings: how many examples, and how long each is.
public struct BatchShape: Sendable, Equatable {
  /// The number of examples.
  public let batch: Int
  /// For each ragged axis as declared under `dims:`, the length of each example.
  public let lengths: [String: [Int32]]
  /// For each ragged axis, the length to which a padded tensor would bring every example.
  public let paddedLengths: [String: Int]

  /// The sizes of a batch; padded lengths are those of the longest example unless given.
  public init(
    batch: Int, lengths: [String: [Int32]] = [:], paddedLengths: [String: Int] = [:]
  ) {
    self.batch = batch
    self.lengths = lengths
    self.paddedLengths = lengths.mapValues { Int($0.max() ?? 0) }
      .merging(paddedLengths) { max($0, $1) }
  }
}
