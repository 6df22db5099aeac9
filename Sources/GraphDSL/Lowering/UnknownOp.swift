import Runtime

/// An op that does not exist, and the one that was probably meant.
public enum UnknownOp {
  /// The error for a name that is neither an op nor a block.
  ///
  /// - Parameters:
  ///   - op: The name where it stands.
  ///   - schemas: Every op and block.
  /// - Returns: The error, with the op that was probably meant.
  static func diagnostic(_ op: Located<String>, among schemas: some Collection<OpSchema>)
    -> Diagnostic
  {
    Diagnostic(
      "there is no op `\(op.value)`", at: op.span,
      hint: hint(op.value, among: schemas) ?? "`graphrun ops` lists the ops", code: "unknown-op")
  }

  /// The hint for a name: the op that others call so, else the nearest; nil when none is near.
  public static func hint(_ name: String, among schemas: some Collection<OpSchema>) -> String? {
    let ordered = schemas.sorted { $0.name < $1.name }
    let plain = plain(name)
    // A name that differs in capitals and underscores alone is nearer than what others call so.
    if let same = ordered.first(where: { Self.plain($0.name) == plain })
      ?? ordered.first(where: { $0.elsewhere.contains { Self.plain($0) == plain } })
    {
      return "did you mean `\(same.name)`?"
    }
    if let hint = NearestName.hint(name, in: ordered.map(\.name)) { return hint }
    let others = ordered.flatMap { schema in schema.elsewhere.map { ($0, schema.name) } }
    return NearestName.of(name, in: others.map(\.0)).flatMap { near in
      others.first { $0.0 == near }.map { "did you mean `\($0.1)`?" }
    }
  }

  /// A name without what spellings differ in: `BatchNorm1d` and `batch_norm1d` are one.
  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != "-" }
  }
}
