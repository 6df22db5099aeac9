/// Drawings that can be read in any order by their index from 0.
///
/// A source is fixed once it is open: the same index always gives the same drawing.
public protocol ExampleSource: Sendable {
  /// The number of drawings.
  var count: Int { get }

  /// A number that grows with the points of the drawing at `index`, known without reading it.
  func size(of index: Int) -> Int

  /// Something to read drawings with, for use by one thread.
  func reader() -> any ExampleReader

  /// The drawing at `index` as it was drawn, for showing it; nil where only the rows are known.
  ///
  /// - Throws: What reading its file throws.
  func drawing(at index: Int) throws -> Drawing?
}

extension ExampleSource {
  public func drawing(at index: Int) throws -> Drawing? { nil }
}

/// Reads drawings of one source, keeping buffers from one to the next.
public protocol ExampleReader {
  /// Appends the rows `[points, 3]` of the drawing at `index` to `points`.
  ///
  /// - Returns: Its class, or nil when the source has none for it.
  /// - Throws: `DataFileError`, `DrawingError` or `FileError` when its file is damaged.
  mutating func append(_ index: Int, to points: inout [Float]) throws -> Int?
}
