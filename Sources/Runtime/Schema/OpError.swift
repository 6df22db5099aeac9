/// Why an op refuses a call, and which argument of the call is to blame.
///
/// Ops know nothing of files; `GraphDSL` turns each argument into the place where it was written.
public struct OpError: Error, Sendable, Equatable {
  /// A part of a call.
  public enum Argument: Hashable, Sendable {
    case call
    case input(Int)
    case attribute(String)
    /// UTF-8 bytes of the text of an attribute.
    case text(String, Range<Int>)
  }

  /// What is to blame.
  public let argument: Argument
  /// One sentence with the user's own names and numbers; `{0}`, `{1}` stand for the inputs' names.
  public let message: String
  /// Other arguments involved, such as the operand from which a size comes.
  public let notes: [Note]
  /// One thing to try.
  public let hint: String?
  /// A name that does not exist; where one is near, it makes a better hint.
  public let misspelling: Misspelling?

  /// Another argument that has to do with the error.
  public struct Note: Sendable, Equatable {
    public let argument: Argument
    public let message: String

    /// A note that `message` explains.
    public init(_ argument: Argument, _ message: String) {
      self.argument = argument
      self.message = message
    }
  }

  /// An error that blames `argument`.
  public init(
    _ argument: Argument, _ message: String, notes: [Note] = [], hint: String? = nil,
    misspelling: Misspelling? = nil
  ) {
    self.argument = argument
    self.message = message
    self.notes = notes
    self.hint = hint
    self.misspelling = misspelling
  }
}
