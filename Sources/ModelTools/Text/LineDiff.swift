/// The lines in which two texts differ, as `diff -u` shows them.
public enum LineDiff {
  /// Lines that stay around each change.
  private static let context = 3

  /// One line of either text.
  private struct Line {
    /// ` `, `-` or `+`.
    let mark: Character
    let text: Substring
    /// How many lines of each text stand in front of it.
    let places: (old: Int, new: Int)
  }

  /// The difference, ending with a line break; empty for equal texts.
  ///
  /// - Parameters:
  ///   - old: The first text.
  ///   - new: The second text.
  ///   - name: What both are called.
  /// - Returns: A unified diff.
  public static func unified(_ old: String, _ new: String, name: String) -> String {
    guard old != new else { return "" }
    let lines = lines(old, new)
    let changed = lines.indices.filter { lines[$0].mark != " " }
    var text = "--- \(name)\n+++ \(name)\n"
    var index = changed.startIndex
    while index < changed.endIndex {
      var last = index
      while last + 1 < changed.endIndex, changed[last + 1] - changed[last] <= 2 * context {
        last += 1
      }
      let start = max(0, changed[index] - context)
      let stop = min(lines.count, changed[last] + context + 1)
      text += hunk(lines[start..<stop])
      index = last + 1
    }
    return text
  }

  private static func hunk(_ lines: ArraySlice<Line>) -> String {
    let counts = (
      old: lines.filter { $0.mark != "+" }.count, new: lines.filter { $0.mark != "-" }.count
    )
    let places: (old: Int, new: Int) = lines.first?.places ?? (0, 0)
    func range(_ place: Int, _ count: Int) -> String {
      "\(count == 0 ? place : place + 1),\(count)"
    }
    let head = "@@ -\(range(places.old, counts.old)) +\(range(places.new, counts.new)) @@\n"
    return head + lines.map { "\($0.mark)\($0.text)\n" }.joined()
  }

  /// Every line of both texts in the order of a diff.
  private static func lines(_ old: String, _ new: String) -> [Line] {
    let (before, after) = (split(old), split(new))
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in after.difference(from: before) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [Line] = []
    var (first, second) = (0, 0)
    while first < before.count || second < after.count {
      let places = (first, second)
      if removed.contains(first) {
        lines.append(Line(mark: "-", text: before[first], places: places))
        first += 1
      } else if inserted.contains(second) {
        lines.append(Line(mark: "+", text: after[second], places: places))
        second += 1
      } else {
        lines.append(Line(mark: " ", text: before[first], places: places))
        (first, second) = (first + 1, second + 1)
      }
    }
    return lines
  }

  private static func split(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
