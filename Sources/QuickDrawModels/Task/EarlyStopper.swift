import Foundation
import GraphDSL

/// Counts the evaluations in a row that brought no improvement.
struct EarlyStopper {
  /// What a checkpoint keeps of it.
  struct State: Codable, Sendable, Equatable {
    /// The best value so far; nil before the first finite one.
    var best: Double?
    /// The step of the best value.
    var bestStep = 0
    /// The evaluations in a row without an improvement.
    var waited = 0
  }

  let rule: EarlyStopping
  /// Whether smaller values of the metric are better.
  let prefersSmall: Bool
  var state = State()

  /// A stopper that has seen no evaluation.
  init(_ rule: EarlyStopping, prefersSmall: Bool) {
    self.rule = rule
    self.prefersSmall = prefersSmall
  }

  /// Whether training has to end.
  var isExhausted: Bool { state.waited >= rule.patience }

  /// Takes an evaluation after `step` steps into account; a value that is not finite is no
  /// improvement.
  mutating func note(_ evaluation: Evaluation, step: Int) {
    if let value = evaluation.value(of: rule.metric), value.isFinite, improves(value) {
      state.best = value
      state.bestStep = step
      state.waited = 0
    } else {
      state.waited += 1
    }
  }

  private func improves(_ value: Double) -> Bool {
    guard let best = state.best else { return true }
    return prefersSmall ? value < best - rule.minDelta : value > best + rule.minDelta
  }

  /// What is to be said after an evaluation without an improvement; nil after one with.
  var sentence: String? {
    guard state.waited > 0 else { return nil }
    let best =
      state.best.map { " beyond \(String(format: "%.4g", $0)) after step \(state.bestStep)" } ?? ""
    let delta = rule.minDelta > 0 ? " by more than \(String(format: "%g", rule.minDelta))" : ""
    let count = isExhausted ? "\(state.waited)" : "\(state.waited) of \(rule.patience)"
    return "eval.\(rule.metric) has not improved\(best)\(delta) in \(count) "
      + (rule.patience == 1 ? "evaluation" : "evaluations")
      + (isExhausted ? ", so the training ends early" : "")
  }
}
