import Foundation
import GraphDSL
import Ops
import Runtime

/// A training whose numbers stopped being finite, told with the place in the model file.
public struct DivergedTraining: Error, Sendable {
  /// What went wrong, where, and one thing to try.
  public let diagnostic: Diagnostic
  /// The texts that it points into.
  public let sources: SourceSet

  /// A step whose loss or gradient is not finite.
  ///
  /// - Parameters:
  ///   - error: What the step found.
  ///   - experiment: The model.
  ///   - parameters: Its weights.
  ///   - checkpoint: The folder of the newest good checkpoint; nil when there is none.
  init(
    _ error: NonFiniteStepError, in experiment: Experiment, _ parameters: ParameterStore,
    checkpoint: String?
  ) {
    let report = DivergenceText(experiment.training, parameters, checkpoint: checkpoint)
    let node = error.origin.flatMap { experiment.training.owner(of: $0.node) }
    diagnostic = experiment.training.problem(
      report.message(error, op: node?.spec.op.value), at: node,
      hint: report.hint(error, op: node?.spec.op.value), code: "not-finite")
    sources = experiment.sources
  }

  /// A parameter, or a number that the optimizer keeps for one, that is not finite after a step
  /// whose loss and gradients were; nothing good can be saved.
  ///
  /// - Parameters:
  ///   - tensor: Its name in a checkpoint.
  ///   - step: The number of steps done.
  ///   - experiment: The model.
  ///   - parameters: Its weights.
  ///   - checkpoint: The folder of the newest good checkpoint; nil when there is none.
  init(
    stateCalled tensor: String, after step: Int, in experiment: Experiment,
    _ parameters: ParameterStore, checkpoint: String?
  ) {
    let report = DivergenceText(experiment.training, parameters, checkpoint: checkpoint)
    diagnostic = experiment.training.problem(
      "`\(tensor)` is no longer finite after step \(step), so no checkpoint is saved of it",
      at: experiment.training.owner(of: tensor), hint: report.rateHint(step: step - 1),
      code: "not-finite")
    sources = experiment.sources
  }
}

/// The words of a divergence.
private struct DivergenceText {
  private let model: LoweredModel
  private let checkpoint: String?
  private let largest: (name: String, magnitude: Float)?

  /// Weights are drawn below 1 or so, and a training seldom takes them beyond 100.
  private static let usualWeight: Float = 1e3

  init(_ model: LoweredModel, _ parameters: ParameterStore, checkpoint: String?) {
    self.model = model
    self.checkpoint = checkpoint
    largest = parameters.entries.filter(\.isTrained).map { entry in
      let range = NumberRange(of: parameters.values + entry.offset, count: entry.count)
      return (entry.name, range.magnitude)
    }.max { $0.magnitude < $1.magnitude }
  }

  func message(_ error: NonFiniteStepError, op: String?) -> String {
    let symptom =
      switch error.symptom {
      case .loss(let loss):
        "the loss is \(loss.isNaN ? "nan" : "infinite") in step \(error.step + 1)"
      case .gradientNorm(let norm):
        "a gradient is \(norm.isNaN ? "nan" : "infinite") in step \(error.step + 1), though the "
          + "loss is finite"
      }
    guard let origin = error.origin else {
      return symptom + ": the model's numbers are finite, the penalty `l2` of its weights is not"
    }
    let result = origin.result
    let made =
      !result.isGradient
      ? "numbers of its result"
      : result.name == origin.node
        ? "numbers of the gradient that arrives there"
        : "numbers of the gradient that it passes back to `\(result.name)`"
    let read = origin.inputs.map { input in
      (input.isGradient ? "the gradient of " : "") + "`\(input.name)` " + Self.words(input.range)
    }
    return symptom + "; it begins at `\(origin.node)`" + (op.map { " (\($0))" } ?? "")
      + ", where \(Self.share(of: result.range, made))"
      + (read.isEmpty ? "" : ", from " + read.joined(separator: ", "))
  }

  func hint(_ error: NonFiniteStepError, op: String?) -> String {
    let hasGrown = (largest?.magnitude ?? 0) > Self.usualWeight
    if !hasGrown, let remedy = catalog.first(where: { $0.schema.name == op })?.finiteRemedy {
      return remedy + kept
    }
    if error.step == 0 {
      return "the weights are still those of the start, so look at what the node read" + kept
    }
    return rateHint(step: error.step)
  }

  func rateHint(step: Int) -> String {
    guard let train = model.train else { return "a smaller learning rate" + kept }
    let rate = String(format: "%.3g", train.recipe.learningRate.rate(at: max(0, step)))
    var hint = "a smaller learning rate than \(rate)"
    if train.recipe.clipping.globalNorm == nil { hint += ", or `clip: {global_norm: 9.0}`" }
    if let largest, largest.magnitude > Self.usualWeight {
      let size = largest.magnitude.isFinite ? Self.number(largest.magnitude) : "infinity"
      hint += "; the weights of `\(largest.name)` have grown to \(size)"
    }
    return hint + kept
  }

  private var kept: String {
    checkpoint.map { "; the last good checkpoint is \($0)" }
      ?? "; no checkpoint was saved before"
  }

  /// `3 of 12 numbers are nan`.
  private static func share(of range: NumberRange, _ numbers: String = "numbers") -> String {
    let bad = range.nanCount + range.infiniteCount
    let kind =
      range.infiniteCount == 0 ? "nan" : range.nanCount == 0 ? "infinite" : "nan or infinite"
    return "\(bad) of \(range.count) \(numbers) \(bad == 1 ? "is" : "are") \(kind)"
  }

  private static func words(_ range: NumberRange) -> String {
    let finite = range.finite.map {
      $0.lowerBound == $0.upperBound
        ? "[\(number($0.lowerBound))]"
        : "[\(number($0.lowerBound)) to \(number($0.upperBound))]"
    }
    if range.isFinite { return finite ?? "[]" }
    return [finite, "(\(share(of: range)))"].compactMap { $0 }.joined(separator: " ")
  }

  private static func number(_ value: Float) -> String { String(format: "%.4g", value) }
}
