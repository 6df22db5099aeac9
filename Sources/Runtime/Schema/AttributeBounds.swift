/// The numbers between which a setting, or each element of a list, must lie.
public struct AttributeBounds: Sendable, Hashable {
  /// The smallest allowed number, itself allowed.
  public var least: Double?
  /// The largest allowed number, itself allowed.
  public var most: Double?
  /// A lower bound that is not allowed itself.
  public var above: Double?
  /// An upper bound that is not allowed itself.
  public var below: Double?

  /// Bounds; those that are nil do not exist.
  public init(
    least: Double? = nil, most: Double? = nil, above: Double? = nil, below: Double? = nil
  ) {
    self.least = least
    self.most = most
    self.above = above
    self.below = below
  }

  /// The bounds in words, such as `from 0, below 1`; empty without bounds.
  var text: String {
    if let least, let most { return "from \(short(least)) to \(short(most))" }
    var parts: [String] = []
    if let least { parts.append("from \(short(least))") }
    if let above { parts.append("above \(short(above))") }
    if let most { parts.append("to \(short(most))") }
    if let below { parts.append("below \(short(below))") }
    return parts.joined(separator: ", ")
  }

  func allows(_ value: Double) -> Bool {
    if let least, !(value >= least) { return false }
    if let above, !(value > above) { return false }
    if let most, !(value <= most) { return false }
    if let below, !(value < below) { return false }
    return true
  }

  private func short(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
