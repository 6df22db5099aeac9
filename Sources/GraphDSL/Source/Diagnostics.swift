/// The problems found so far in one run over a model file.
public struct Diagnostics: Sendable {
  /// Everything reported, in the order of discovery.
  public private(set) var all: [Diagnostic] = []

  /// No problem yet.
  public init() {}

  /// Whether anything fatal was reported.
  public var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// Adds a problem.
  public mutating func report(_ diagnostic: Diagnostic) { all.append(diagnostic) }

  /// Adds a problem at `span`.
  public mutating func error(
    _ message: String, at span: SourceSpan?, notes: [Diagnostic.Note] = [], hint: String? = nil,
    code: String = "invalid"
  ) {
    report(Diagnostic(message, at: span, notes: notes, hint: hint, code: code))
  }

  /// Adds a warning at `span`.
  public mutating func warning(
    _ message: String, at span: SourceSpan?, notes: [Diagnostic.Note] = [], hint: String? = nil,
    code: String
  ) {
    report(
      Diagnostic(message, at: span, notes: notes, hint: hint, code: code, severity: .warning))
  }

  /// Changes or drops, with nil, every problem but the first `start`.
  mutating func revise(from start: Int, _ change: (Diagnostic) -> Diagnostic?) {
    all.replaceSubrange(start..., with: all[start...].compactMap(change))
  }

  /// Everything reported, by file and place; what has no place comes first.
  public var sorted: [Diagnostic] {
    all.enumerated().sorted { left, right in
      let (a, b) = (left.element.span, right.element.span)
      let (first, second) = (a?.file ?? -1, b?.file ?? -1)
      if first != second { return first < second }
      let (start, end) = (a?.bytes.lowerBound ?? 0, b?.bytes.lowerBound ?? 0)
      return start != end ? start < end : left.offset < right.offset
    }.map(\.element)
  }
}
