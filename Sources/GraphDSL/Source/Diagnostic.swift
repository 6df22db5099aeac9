/// A problem in a model file, with everything needed to show it.
public struct Diagnostic: Error, Sendable {
  /// Errors stop the run; warnings do so only with `--strict`.
  public enum Severity: String, Sendable { case error, warning }

  /// A place that has to do with the problem, and what it has to do with it.
  public struct Note: Sendable {
    /// One sentence fragment, such as "`pooled` comes from here".
    public let message: String
    /// The place.
    public let span: SourceSpan

    /// A note that `message` explains.
    public init(_ message: String, at span: SourceSpan) {
      self.message = message
      self.span = span
    }
  }

  /// How bad it is.
  public let severity: Severity
  /// What is wrong, in one sentence with the user's own names and numbers.
  public let message: String
  /// Where it is; nil for a problem of the command line.
  public let span: SourceSpan?
  /// The other places involved, in reading order.
  public var notes: [Note]
  /// One thing to try.
  public var hint: String?
  /// A stable name for tools, such as `unknown-key` or `padding-leak`.
  public var code: String

  /// A problem at `span`.
  public init(
    _ message: String, at span: SourceSpan?, notes: [Note] = [], hint: String? = nil,
    code: String = "invalid", severity: Severity = .error
  ) {
    self.severity = severity
    self.message = message
    self.span = span
    self.notes = notes
    self.hint = hint
    self.code = code
  }
}
