/// The names of a record's features.
public struct InkFields: Equatable, Sendable {
  /// The numbers of all points, row after row.
  public var ink: String
  /// The two sizes of the ink.
  public var shape: String
  /// The class.
  public var classIndex: String

  /// Names that default to the tutorial's.
  public init(ink: String = "ink", shape: String = "shape", classIndex: String = "class_index") {
    self.ink = ink
    self.shape = shape
    self.classIndex = classIndex
  }
}
