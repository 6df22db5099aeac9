/// A set of drawings with their classes.
public struct Dataset: Sendable {
  /// The drawings.
  public let source: any ExampleSource
  /// The names of the classes that the drawings' numbers mean.
  public let classes: ClassList
  /// What the set is called in messages, such as a file pattern.
  public let name: String
  /// The files that the drawings come from, in order; empty for generated drawings.
  public let files: [String]
  /// The size of the files together.
  public let byteCount: Int

  /// A set of the drawings of `source`.
  public init(
    source: any ExampleSource, classes: ClassList, name: String, files: [String] = [],
    byteCount: Int = 0
  ) {
    self.source = source
    self.classes = classes
    self.name = name
    self.files = files
    self.byteCount = byteCount
  }

  /// The number of drawings, with those that have no points and are passed over in batches.
  public var count: Int { source.count }
}
