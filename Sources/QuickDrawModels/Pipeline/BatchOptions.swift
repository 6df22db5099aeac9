/// How a set of drawings is cut into batches.
public struct BatchOptions: Equatable, Sendable {
  /// The drawings of a batch.
  public var batchSize: Int
  /// From how many upcoming drawings each is drawn at random; a number as large as the set gives
  /// every order the same chance, 0 and 1 keep the set's own order.
  public var shuffle: Int
  /// Whether drawings of similar length come into the same batch, so that padding stays small.
  ///
  /// Drawings only change places inside windows of `bucketWindow` batches.
  public var bucket: Bool
  /// Fixes the order, together with the set and these options.
  public var seed: UInt64
  /// How many batches are made ahead of their use: so many that none is missing while other work
  /// holds the making thread up for some milliseconds.
  public var readAhead: Int

  /// The batches whose drawings are sorted together.
  public static let bucketWindow = 64

  /// Batches of `batchSize` drawings.
  public init(
    batchSize: Int, shuffle: Int = 0, bucket: Bool = false, seed: UInt64 = 1, readAhead: Int = 16
  ) {
    self.batchSize = batchSize
    self.shuffle = shuffle
    self.bucket = bucket
    self.seed = seed
    self.readAhead = readAhead
  }
}
