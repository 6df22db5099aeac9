/// Attributes that several optimizers share.
enum OptimizerAttributes {
  static func learningRate(default value: Double) -> Attribute<Double> {
    Attribute("learning_rate", "The size of a step, before the schedule.", default: value, least: 0)
  }

  static let weightDecay = Attribute<Double>(
    "weight_decay", "Adds this share of each parameter to its gradient (L2).", default: 0, least: 0)

  static let decoupledWeightDecay = Attribute<Double>(
    "weight_decay", "Shrinks each parameter by this share times the learning rate.",
    default: 0.01, least: 0)

  static let beta1 = Attribute<Double>(
    "beta1", "What remains of the mean gradient in a step.", default: 0.9, least: 0, below: 1)

  static let beta2 = Attribute<Double>(
    "beta2", "What remains of the mean square in a step.", default: 0.999, least: 0, below: 1)

  static func epsilon(default value: Double) -> Attribute<Double> {
    Attribute("epsilon", "Keeps the division finite.", default: value, least: 0)
  }

  static func epsilonMode(default value: EpsilonMode) -> Attribute<EpsilonMode> {
    Attribute("epsilon_mode", "The framework whose place of epsilon is taken.", default: value)
  }

  static let amsgrad = Attribute<Bool>(
    "amsgrad", "Divides by the largest mean square so far.", default: false)

  static let momentum = Attribute<Double>(
    "momentum", "What remains of the momentum in a step; 0 for none.", default: 0, least: 0,
    below: 1)
}
