extension PlotGraph {
  /// The most steps of a loop that are all shown.
  private static let mostSteps = 6

  /// Shows steps of a long loop that are alike once, with their number.
  mutating func foldLongLoops() {
    // Outer loops first; what they hide needs no folding.
    for loop in groups.keys.sorted(by: { ($0.count, $0) < ($1.count, $1) }) { fold(loop) }
  }

  private mutating func fold(_ loop: String) {
    var steps: [String] = []
    while groups["\(loop).\(steps.count)"] != nil { steps.append("\(loop).\(steps.count)") }
    guard steps.count > Self.mostSteps else { return }
    let members = steps.map { step in nodes.indices.filter { nodes[$0].groups.contains(step) } }
    /// The node that stands for a hidden one.
    var shown: [Int: Int] = [:]
    var start = 0
    while start < steps.count {
      var end = start + 1
      while end < steps.count, isAlike(members[start], members[end], steps[start], steps[end]) {
        end += 1
      }
      if end - start > 2 {
        for step in (start + 1)..<end {
          for (hidden, kept) in zip(members[step], members[start]) { shown[hidden] = kept }
        }
        groups[steps[start]]?.title += " to \(end - 1), × \(end - start)"
        groups[steps[start]]?.detail += " to \(steps[end - 1]): \(end - start) steps alike"
      }
      start = end
    }
    hide(shown)
  }

  /// Whether two steps have the same nodes with the same shapes and attributes.
  private func isAlike(_ a: [Int], _ b: [Int], _ first: String, _ second: String) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).allSatisfy { left, right in
      let (left, right) = (nodes[left], nodes[right])
      return left.name.dropFirst(first.count) == right.name.dropFirst(second.count)
        && left.op == right.op && left.axes == right.axes && left.parameters == right.parameters
        && left.attributes == right.attributes
    }
  }

  /// Lets nodes stand for others, which go.
  private mutating func hide(_ shown: [Int: Int]) {
    guard !shown.isEmpty else { return }
    let kept = nodes.indices.filter { shown[$0] == nil }
    let places = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    var seen: Set<Edge> = []
    edges = edges.compactMap { edge in
      // What a hidden node reads, the one that stands for it reads too, the step before apart.
      guard let target = places[edge.target],
        let source = places[shown[edge.source] ?? edge.source], source < target
      else { return nil }
      let moved = Edge(source: source, target: target)
      return seen.insert(moved).inserted ? moved : nil
    }
    nodes = kept.map { nodes[$0] }
    let used = Set(nodes.flatMap(\.groups))
    groups = groups.filter { used.contains($0.key) }
  }
}
