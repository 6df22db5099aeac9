/// A value and the place where the user wrote it.
public struct Located<Wrapped> {
  /// The value.
  public var value: Wrapped
  /// Where it was written.
  public var span: SourceSpan

  /// Pairs `value` with its place.
  public init(_ value: Wrapped, _ span: SourceSpan) {
    self.value = value
    self.span = span
  }

  /// The same place with another value.
  public func map<Result>(_ transform: (Wrapped) throws -> Result) rethrows -> Located<Result> {
    Located<Result>(try transform(value), span)
  }
}

extension Located: Sendable where Wrapped: Sendable {}
extension Located: Equatable where Wrapped: Equatable {}
extension Located: Hashable where Wrapped: Hashable {}
