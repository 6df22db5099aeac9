/// What a model said of a drawing that was held out.
struct AnsweredDrawing: Sendable, Equatable {
  /// Its place in the set.
  let index: Int
  /// The class that it is of.
  let label: Int
  /// The class that it was taken for.
  let answer: Int
  /// The model's probability of the answer, from 0 to 1.
  let probability: Double
  /// The model's probability of the class that it is of.
  let labelProbability: Double

  /// Whether it was taken for what it is.
  var isRight: Bool { answer == label }
}
