/// The drawings that say most about a model, picked while it is evaluated.
///
/// Of right answers the surest of each class is kept, of wrong ones the surest of each pair of classes:
/// what a page shows is then not twelve times the same mistake.
struct AnswerSamples: Sendable {
  /// A mistake: drawings of one class that were taken for another.
  struct Pair: Hashable, Sendable {
    let label: Int
    let answer: Int
  }

  private var right: [Int: AnsweredDrawing] = [:]
  private var wrong: [Pair: [AnsweredDrawing]] = [:]

  /// So many drawings are kept of a pair of classes.
  private static let mostOfPair = 3

  /// Looks at one more drawing.
  mutating func add(_ drawing: AnsweredDrawing) {
    if drawing.isRight {
      let best = right[drawing.label]
      if best.map({ Self.isBefore(drawing, $0) }) ?? true { right[drawing.label] = drawing }
      return
    }
    let pair = Pair(label: drawing.label, answer: drawing.answer)
    var kept = wrong[pair, default: []] + [drawing]
    kept.sort(by: Self.isBefore)
    wrong[pair] = Array(kept.prefix(Self.mostOfPair))
  }

  /// The surest right answers, one a class.
  func best(_ count: Int) -> [AnsweredDrawing] {
    Array(right.values.sorted(by: Self.isBefore).prefix(count))
  }

  /// The surest wrong answers, one a pair of classes.
  func worst(_ count: Int) -> [AnsweredDrawing] {
    Array(wrong.values.compactMap(\.first).sorted(by: Self.isBefore).prefix(count))
  }

  /// Drawings of one class that were taken for another, the surest first.
  func of(label: Int, takenFor answer: Int) -> [AnsweredDrawing] {
    wrong[Pair(label: label, answer: answer)] ?? []
  }

  /// The surer first; of equally sure ones the one that comes first in the set.
  private static func isBefore(_ a: AnsweredDrawing, _ b: AnsweredDrawing) -> Bool {
    a.probability == b.probability ? a.index < b.index : a.probability > b.probability
  }
}
