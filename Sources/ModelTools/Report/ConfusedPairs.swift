import Runtime

/// The mistakes of a classifier, the most frequent first.
struct ConfusedPairs {
  /// Drawings of one class that were taken for another.
  struct Pair: Equatable {
    let label: Int
    let answer: Int
    let count: Int
    /// The drawings of the class.
    let support: Int

    /// The share of the class's drawings that this happened to.
    var share: Double { Double(count) / Double(support) }
  }

  /// The pairs by their share, then by their count, then in the order of the classes.
  let all: [Pair]

  /// The mistakes in a matrix.
  init(_ matrix: ConfusionMatrix) {
    let classes = 0..<matrix.classCount
    let supports = classes.map { matrix.support($0) }
    let pairs = classes.flatMap { label in
      classes.compactMap { answer -> Pair? in
        let count = matrix[label: label, prediction: answer]
        guard label != answer, count > 0 else { return nil }
        return Pair(label: label, answer: answer, count: count, support: supports[label])
      }
    }
    all = pairs.sorted { a, b in
      if a.count != b.count { return a.count > b.count }
      if a.share != b.share { return a.share > b.share }
      return (a.label, a.answer) < (b.label, b.answer)
    }
  }

  /// What a class was taken for most often, when it was not recognised.
  func most(of label: Int) -> Pair? { all.first { $0.label == label } }
}
