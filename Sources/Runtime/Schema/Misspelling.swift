/// A name that does not exist, and those that do: the nearest is probably meant.
public struct Misspelling: Sendable, Equatable {
  /// The name as written.
  public let name: String
  /// The names that exist.
  public let known: [String]

  /// A name that is none of `known`.
  public init(name: String, known: [String]) {
    self.name = name
    self.known = known
  }
}
