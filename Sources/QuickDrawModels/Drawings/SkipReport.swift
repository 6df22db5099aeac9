/// What was left out of the data and why: counts by reason, each with its first example.
public struct SkipReport: Sendable, Equatable {
  /// The lines that share a reason.
  public struct Entry: Sendable, Equatable {
    /// How many there were.
    public internal(set) var count: Int
    /// The first of them, with file and line.
    public let first: DrawingError
  }

  /// The reasons met so far, in the order in which they were met.
  public private(set) var entries: [Entry] = []
  /// The number of lines that gave a drawing.
  public internal(set) var kept = 0

  /// Nothing read, nothing skipped.
  public init() {}

  /// The number of lines left out.
  public var skipped: Int { entries.reduce(0) { $0 + $1.count } }

  /// The number of lines left out for `reason`.
  public func count(of reason: DrawingError.Reason) -> Int {
    entries.first { $0.first.reason == reason }?.count ?? 0
  }

  /// Counts one more line left out.
  public mutating func add(_ error: DrawingError) { add(Entry(count: 1, first: error)) }

  /// Adds the counts of another part of the data, which comes after this one.
  public mutating func merge(_ other: SkipReport) {
    kept += other.kept
    for entry in other.entries { add(entry) }
  }

  private mutating func add(_ entry: Entry) {
    if let index = entries.firstIndex(where: { $0.first.reason == entry.first.reason }) {
      entries[index].count += entry.count
    } else {
      entries.append(entry)
    }
  }
}

extension SkipReport: CustomStringConvertible {
  /// One line with the sum, and one for each reason; empty when nothing was left out.
  public var description: String {
    guard skipped > 0 else { return "" }
    let lines = entries.map { "  \($0.count) × \($0.first.reason.rawValue), first \($0.first)" }
    let total = "skipped \(skipped) of \(kept + skipped) lines:"
    return ([total] + lines).joined(separator: "\n")
  }
}
