/// A place in the endless sequence of training drawings.
public struct DataCursor: Codable, Equatable, Sendable {
  /// How often the whole set was gone through.
  public var epoch: Int
  /// How many drawings of this epoch were taken.
  public var position: Int

  /// The start of the sequence unless other numbers are given.
  public init(epoch: Int = 0, position: Int = 0) {
    self.epoch = epoch
    self.position = position
  }
}
