/// Which steps of a sequence one step of a result depends on.
///
/// Step `t` of the result depends on the steps from `t · stride − before` to `t · stride + after`.
/// Where a window lies may shift by less than `stride` with a sequence's length; how many steps it
/// spans does not.
public struct ReceptiveField: Sendable, Hashable {
  /// Steps in front of the place of the result's step; infinite when it depends on all of them.
  public var before: Double
  /// Steps behind it; infinite when it depends on all of them.
  public var after: Double
  /// How far two neighbouring steps of the result lie apart in the sequence; above 0, below 1 where
  /// an op makes several steps of one.
  public var stride: Double

  /// A window.
  public init(before: Double = 0, after: Double = 0, stride: Double = 1) {
    self.before = before
    self.after = after
    self.stride = stride
  }

  /// The step at the same place alone.
  public static let step = ReceptiveField()
  /// All steps, as for an op that reads in both directions.
  public static let sequence = ReceptiveField(before: .infinity, after: .infinity)
  /// The step itself and all before it, as for an op that reads from the first step to the last.
  public static let past = ReceptiveField(before: .infinity)
  /// The step itself and all behind it, as for an op that reads from the last step to the first.
  public static let future = ReceptiveField(after: .infinity)

  /// How many steps of the sequence a step of the result depends on at most.
  public var steps: Double { before.rounded(.down) + after.rounded(.down) + 1 }

  /// What a result depends on whose steps depend on `self` of a value that in turn depends on `inner`
  /// of a sequence.
  public func of(_ inner: ReceptiveField) -> ReceptiveField {
    ReceptiveField(
      before: before * inner.stride + inner.before, after: after * inner.stride + inner.after,
      stride: stride * inner.stride)
  }

  /// What a result depends on that depends on both.
  public func union(_ other: ReceptiveField) -> ReceptiveField {
    ReceptiveField(
      before: max(before, other.before), after: max(after, other.after),
      stride: max(stride, other.stride))
  }
}
