/// The files that one model is made of: the file itself, its bases and its settings.
public struct SourceSet: Sendable {
  /// The files, in the order in which they were read; a ``SourceSpan`` holds an index into this.
  public private(set) var files: [SourceFile] = []

  /// An empty set.
  public init() {}

  /// Adds a file and returns its index.
  public mutating func add(_ file: SourceFile) -> Int {
    files.append(file)
    return files.count - 1
  }

  /// The file that a span points into.
  public func file(of span: SourceSpan) -> SourceFile { files[span.file] }
}
