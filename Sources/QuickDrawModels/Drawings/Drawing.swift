/// One drawing: its points in the order in which they were drawn, and where each stroke ends.
///
/// Flat arrays instead of a list of strokes, so that a reader can fill the same drawing again and
/// again without allocating. Every stroke has at least one point.
public struct Drawing: Sendable, Equatable {
  /// What was drawn; nil when the source does not say.
  public var word: String?
  /// The source's own name for this drawing; nil when unknown or not asked for.
  public var keyID: String?
  /// The horizontal coordinates of all points, growing to the right.
  public internal(set) var xs: [Float] = []
  /// The vertical coordinates of all points, growing downwards; as many as `xs`.
  public internal(set) var ys: [Float] = []
  /// For each stroke the index behind its last point, so the last entry is the number of points.
  public internal(set) var strokeEnds: [Int] = []

  /// A drawing without strokes.
  public init(word: String? = nil, keyID: String? = nil) {
    self.word = word
    self.keyID = keyID
  }

  /// The number of points of all strokes together.
  public var pointCount: Int { xs.count }

  /// The number of strokes.
  public var strokeCount: Int { strokeEnds.count }

  /// The indices of the points of stroke `index`, counted from 0.
  public func stroke(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : strokeEnds[index - 1])..<strokeEnds[index]
  }

  /// Appends a stroke; one without points changes nothing.
  ///
  /// `xs` and `ys` must have the same length.
  public mutating func appendStroke(xs newXs: [Float], ys newYs: [Float]) {
    precondition(newXs.count == newYs.count, "a stroke needs as many x as y")
    guard !newXs.isEmpty else { return }
    xs.append(contentsOf: newXs)
    ys.append(contentsOf: newYs)
    strokeEnds.append(xs.count)
  }

  /// Forgets word and strokes and keeps the memory for the next drawing.
  public mutating func removeAll() {
    word = nil
    keyID = nil
    xs.removeAll(keepingCapacity: true)
    ys.removeAll(keepingCapacity: true)
    strokeEnds.removeAll(keepingCapacity: true)
  }
}
