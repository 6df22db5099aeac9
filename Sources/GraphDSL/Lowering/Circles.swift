/// Finds names that use one another in a circle.
enum Circles {
  /// What is left of `uses` when every name that leads to an end is taken out: the names in circles
  /// and those that lead into one, each with those of them that it uses.
  static func stuck(_ uses: [String: Set<String>]) -> [String: Set<String>] {
    var waiting = uses
    var users: [String: [String]] = [:]
    for (name, used) in uses {
      waiting[name] = used.filter { uses[$0] != nil }
      for other in used { users[other, default: []].append(name) }
    }
    var ends = waiting.filter { $0.value.isEmpty }.map(\.key)
    while let end = ends.popLast() {
      waiting[end] = nil
      for user in users[end] ?? [] {
        waiting[user]?.remove(end)
        if waiting[user]?.isEmpty == true { ends.append(user) }
      }
    }
    return waiting
  }

  /// Each circle once, from the name at which it is entered first.
  ///
  /// - Parameters:
  ///   - stuck: For each name those that it uses; each of them leads to another.
  ///   - order: The names in the order in which to begin.
  /// - Returns: The circles, each a list of names of which each uses the next, the last the first.
  static func find(in stuck: [String: Set<String>], order: [String]) -> [[String]] {
    var circles: [[String]] = []
    var seen: Set<String> = []
    for start in order where stuck[start] != nil && !seen.contains(start) {
      var path: [String] = []
      var next: String? = start
      while let name = next, seen.insert(name).inserted {
        path.append(name)
        next = stuck[name]?.filter { stuck[$0] != nil }.min()
      }
      guard let end = next, let first = path.firstIndex(of: end) else { continue }
      circles.append(Array(path[first...]))
    }
    return circles
  }

  /// The circle in words, such as "`a` uses `b` uses `a`".
  static func text(_ circle: [String], _ verb: String) -> String {
    (circle + circle.prefix(1)).map { "`\($0)`" }.joined(separator: " \(verb) ")
  }
}
