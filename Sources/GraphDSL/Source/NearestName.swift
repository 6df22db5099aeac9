/// Finds what a user probably meant by a name that does not exist.
public enum NearestName {
  /// The candidate with the fewest edits to `name`, or nil when none is near.
  ///
  /// Letter case, `-` for `_` and look-alike letters cost nothing; otherwise about one edit in
  /// three characters is still near. Of equally near candidates the first is returned.
  public static func of(_ name: String, in candidates: [String]) -> String? {
    let wanted = Array(folded(name).unicodeScalars)
    // The distance takes time in proportion to the product of the lengths.
    guard !wanted.isEmpty, wanted.count <= 100 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let letters = Array(folded(candidate).unicodeScalars)
      let most = max(1, max(wanted.count, letters.count) / 3)
      guard abs(letters.count - wanted.count) <= most else { continue }
      let distance = edits(wanted, letters)
      // With one letter everything would be near.
      guard distance <= most, distance < max(wanted.count, letters.count) else { continue }
      if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
    }
    return best?.name
  }

  /// The hint for the nearest candidate, or nil.
  public static func hint(_ name: String, in candidates: [String]) -> String? {
    of(name, in: candidates).map { "did you mean `\($0)`?" }
  }

  private static func folded(_ name: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in name.lowercased().unicodeScalars where !DisplayText.isHidden(scalar) {
      result.append(scalar == "-" ? "_" : Confusable.latin[scalar] ?? scalar)
    }
    return String(result)
  }

  /// The optimal string alignment distance: insertions, deletions, replacements, swaps.
  private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1] + [Int](repeating: 0, count: right.count)
      for column in 0..<right.count {
        let same = left[row] == right[column]
        var cost = min(
          last[column + 1] + 1, current[column] + 1, last[column] + (same ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current[column + 1] = cost
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
