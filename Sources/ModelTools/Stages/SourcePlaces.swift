import GraphDSL

/// Short names for places in the files of a model: `quickdraw.yaml:17`, `--set`.
public struct SourcePlaces: Sendable {
  private let sources: SourceSet
  private let names: [String]

  /// Names for places in `sources`: as many of a path's last parts as tell the files apart.
  public init(_ sources: SourceSet) {
    self.sources = sources
    let paths = sources.files.map { $0.path.split(separator: "/").map(String.init) }
    names = paths.map { parts in
      let others = paths.filter { $0 != parts }
      let count = (1...max(1, parts.count)).first { count in
        !others.contains { $0.suffix(count) == parts.suffix(count) }
      }
      return parts.suffix(count ?? parts.count).joined(separator: "/")
    }
  }

  /// The place of a span, without its column; the command line has no lines.
  public func place(of span: SourceSpan) -> String {
    line(of: span).map { "\(names[span.file]):\($0)" } ?? names[span.file]
  }

  /// The whole path of the file that a span lies in.
  public func path(of span: SourceSpan) -> String { sources.file(of: span).path }

  /// The line of a span; nil on the command line.
  public func line(of span: SourceSpan) -> Int? {
    let file = sources.file(of: span)
    return file.path == ModelLoader.commandLine
      ? nil : file.location(of: span.bytes.lowerBound).line
  }
}
