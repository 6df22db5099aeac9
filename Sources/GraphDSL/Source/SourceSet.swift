/// The files that one model is made of: the file itself, its bases and its settings.
public struct SourceSet: Sendable {
  /// The files, in the order in which they were read; a ``SourceSpan`` holds an index into this.
  public private(set) var files: [SourceFile] = []
  /// Where another file names each of them; nil for the first and for settings.
  private var origins: [Origin?] = []

  /// Where a file names another one.
  public struct Origin: Sendable, Hashable {
    /// The name.
    public let span: SourceSpan
    /// Whether it is the base that the file extends; else a library that it uses.
    public let isBase: Bool

    /// A place that names a base or a library.
    public init(span: SourceSpan, isBase: Bool) {
      self.span = span
      self.isBase = isBase
    }
  }

  /// An empty set.
  public init() {}

  /// Adds a file and returns its index.
  public mutating func add(_ file: SourceFile, from origin: Origin? = nil) -> Int {
    files.append(file)
    origins.append(origin)
    return files.count - 1
  }

  /// The file that a span points into.
  public func file(of span: SourceSpan) -> SourceFile { files[span.file] }

  /// A problem with a note for every file on the way to it that none of its places is in: where the
  /// file that it is in is extended or used, and so on.
  func withOrigins(_ problem: Diagnostic) -> Diagnostic {
    guard let span = problem.span else { return problem }
    let shown = Set(problem.notes.map(\.span.file))
    var problem = problem
    var index = span.file
    while let origin = origins[index], !shown.contains(origin.span.file) {
      let verb = origin.isBase ? "extended" : "used"
      problem.notes.append(
        .init("`\(DisplayText.escaped(files[index].path))` is \(verb) here", at: origin.span))
      index = origin.span.file
    }
    return problem
  }
}
