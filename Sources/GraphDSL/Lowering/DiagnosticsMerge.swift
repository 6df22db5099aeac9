extension Diagnostics {
  /// Adds what `other` holds, each problem once: the steps of a `for` repeat the same mistake.
  mutating func merge(_ other: Diagnostics, onlyErrors: Bool = false) {
    struct Key: Hashable {
      let message: String
      let span: SourceSpan?
    }
    var seen = Set(all.map { Key(message: $0.message, span: $0.span) })
    for diagnostic in other.all
    where !(onlyErrors && diagnostic.severity == .warning)
      && seen.insert(Key(message: diagnostic.message, span: diagnostic.span)).inserted
    {
      report(diagnostic)
    }
  }
}
