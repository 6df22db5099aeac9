/// How often examples of each class were taken for each class.
public struct ConfusionMatrix: Equatable, Sendable {
  /// The number of classes.
  public let classCount: Int
  /// Row-major counts: `counts[true * classCount + predicted]`.
  public private(set) var counts: [Int]

  /// A matrix without examples.
  public init(classCount: Int) {
    self.classCount = classCount
    counts = [Int](repeating: 0, count: classCount * classCount)
  }

  /// Counts an example of class `label` that was taken for `prediction`.
  public mutating func add(label: Int, prediction: Int) {
    counts[label * classCount + prediction] += 1
  }

  /// How many examples of `label` were taken for `prediction`.
  public subscript(label label: Int, prediction prediction: Int) -> Int {
    counts[label * classCount + prediction]
  }

  /// The number of examples.
  public var total: Int { counts.reduce(0, +) }

  /// The number of examples that were taken for what they are.
  public var correct: Int { (0..<classCount).reduce(0) { $0 + self[label: $1, prediction: $1] } }

  /// The number of examples of a class.
  public func support(_ label: Int) -> Int {
    (0..<classCount).reduce(0) { $0 + self[label: label, prediction: $1] }
  }

  /// The number of examples taken for a class.
  public func predicted(_ prediction: Int) -> Int {
    (0..<classCount).reduce(0) { $0 + self[label: $1, prediction: prediction] }
  }

  /// A class taken for another.
  public struct Confusion: Equatable, Sendable {
    /// The true class.
    public let label: Int
    /// What it was taken for.
    public let prediction: Int
    /// How often.
    public let count: Int
    /// The examples of the true class.
    public let support: Int
  }

  /// The pairs of different classes that were confused most often, at most `limit` of them.
  public func mostConfused(_ limit: Int) -> [Confusion] {
    var found: [Confusion] = []
    for label in 0..<classCount {
      let support = support(label)
      for prediction in 0..<classCount where prediction != label {
        let count = self[label: label, prediction: prediction]
        guard count > 0 else { continue }
        found.append(
          Confusion(label: label, prediction: prediction, count: count, support: support))
      }
    }
    // Of equal counts the pair that comes first in the order of the classes.
    return found.enumerated().sorted {
      $0.element.count != $1.element.count
        ? $0.element.count > $1.element.count : $0.offset < $1.offset
    }.prefix(limit).map(\.element)
  }
}
