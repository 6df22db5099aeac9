import Kernels

/// The cross entropy of one row of logits and its gradient; see ``SoftmaxCrossEntropy``.
struct CrossEntropyTerms: Sendable {
  /// `ε`.
  let smoothing: Float
  /// A weight for each class; empty when all are 1.
  let weights: [Float]
  /// The label of rows that do not count.
  let ignored: Int?

  /// What a row counts in the mean; NaN for a label that is no class.
  func weight(of label: Int, classes: Int) -> Float {
    guard label != ignored else { return 0 }
    guard (0..<classes).contains(label) else { return .nan }
    return weights.isEmpty ? 1 : weights[label]
  }

  /// The loss of a row.
  func loss(_ x: UnsafePointer<Float>, _ label: Int, classes: Int) -> Float {
    let weight = weight(of: label, classes: classes)
    guard label != ignored, !weight.isNaN else { return weight }
    let largest = LineMath.maximum(x, count: classes)
    let log = LineMath.log(LineMath.sumOfExponentials(x, minus: largest, count: classes))
    var loss = (1 - smoothing) * weight * (log - (x[label] - largest))
    guard smoothing > 0 else { return loss }
    let share = smoothing / Float(classes)
    for index in 0..<classes {
      loss += share * (weights.isEmpty ? 1 : weights[index]) * (log - (x[index] - largest))
    }
    return loss
  }

  /// `dx[c] = factor · (softmax(x)[c] · Σ q − q[c])`; `dx` may be `x`.
  func gradient(
    _ x: UnsafePointer<Float>, _ label: Int, factor: Float, into dx: UnsafeMutablePointer<Float>,
    classes: Int
  ) {
    let weight = weight(of: label, classes: classes)
    guard label != ignored, !weight.isNaN else {
      return dx.update(repeating: weight, count: classes)
    }
    let share = smoothing / Float(classes)
    let total =
      (1 - smoothing) * weight
      + (weights.isEmpty ? smoothing : share * weights.reduce(0, +))
    let largest = LineMath.maximum(x, count: classes)
    let sum = LineMath.sumOfExponentials(x, minus: largest, into: dx, count: classes)
    RowKernels.scale(factor * total / sum, dx, to: dx, count: classes)
    dx[label] -= factor * (1 - smoothing) * weight
    guard smoothing > 0 else { return }
    for index in 0..<classes {
      dx[index] -= factor * share * (weights.isEmpty ? 1 : weights[index])
    }
  }
}
