/// Decides how many spaces stand behind the colons of a mapping's keys.
///
/// Neighbouring nodes that are written in brackets have theirs in one column. Other neighbouring values
/// stay in one column when they stood in one. An empty line or an entry of several lines separates.
struct FormatAlignment {
  private let source: FormatSource
  private let pairs: [FormatNode.Pair]
  private let indent: Int
  private let keys: [String]
  private let texts: [String?]
  /// The spaces behind each colon.
  private(set) var padding: [Int]

  /// Looks at the entries of a mapping that is to be printed as a block.
  init(_ source: FormatSource, _ pairs: [FormatNode.Pair], indent: Int) {
    self.source = source
    self.pairs = pairs
    self.indent = indent
    let keys = pairs.map { source.key($0.key) }
    self.keys = keys
    texts = zip(pairs, keys).map { pair, key in
      source.oneLine(pair.value, room: FormatPrinter.width - indent - key.count - 2)
    }
    padding = Array(repeating: 1, count: pairs.count)
    for run in runs(of: pairs.indices, where: { texts[$0] != nil }) {
      if wasAligned(run) {
        align(run)
      } else {
        runs(of: run, where: isNode).forEach { align($0) }
      }
    }
  }

  /// The longest stretches of neighbours that all have a property.
  private func runs(of range: Range<Int>, where isWanted: (Int) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for index in range where isWanted(index) {
      if let last = runs.last, last.upperBound == index, !isSeparated(index) {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs
  }

  private func isSeparated(_ index: Int) -> Bool {
    let above = pairs[index - 1]
    let end = max(above.key.bytes.upperBound, above.value.bytes.upperBound)
    return source.isSeparated(end, pairs[index].key.bytes.lowerBound)
  }

  /// Whether an entry is a call in brackets.
  private func isNode(_ index: Int) -> Bool {
    guard case .mapping(let pairs) = pairs[index].value.content else { return false }
    return !pairs.isEmpty
  }

  /// Whether the values of all entries stood in one column.
  private func wasAligned(_ run: Range<Int>) -> Bool {
    let written = run.filter { !pairs[$0].value.isEmpty }
    guard Set(written.map { keys[$0].count }).count > 1 else { return false }
    let columns = written.map { index -> Int? in
      let (key, value) = (pairs[index].key.bytes, pairs[index].value.bytes)
      guard source.isSameLine(key.upperBound, value.lowerBound) else { return nil }
      return source.column(of: value.lowerBound) - source.column(of: key.lowerBound)
    }
    return columns.allSatisfy { $0 != nil && $0 == columns[0] }
  }

  /// Puts the values into one column, unless that makes brackets too wide.
  private mutating func align(_ run: Range<Int>) {
    let width = run.map { keys[$0].count }.max() ?? 0
    let fits = run.allSatisfy { index in
      !pairs[index].value.isFlow
        || indent + width + 2 + (texts[index] ?? "").count <= FormatPrinter.width
    }
    guard fits else { return }
    for index in run { padding[index] = width - keys[index].count + 1 }
  }
}
