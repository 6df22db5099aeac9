/// A range of bytes in one source file.
///
/// Lines and columns are worked out only when the span is shown.
public struct SourceSpan: Hashable, Sendable {
  /// The file, as an index into ``SourceSet``.
  public let file: Int
  /// The UTF-8 bytes, counted from the start of the file.
  public let bytes: Range<Int>

  /// A span over `bytes` of the file with index `file`.
  public init(file: Int = 0, _ bytes: Range<Int>) {
    self.file = file
    self.bytes = bytes
  }
}
