import Runtime

/// What fixes a set of generated drawings.
public struct BuiltInRecord: Sendable, Equatable, CustomStringConvertible {
  /// The version of the generator; see ``SyntheticDrawings/version``.
  public let version: Int
  /// Which set of drawings.
  public let seed: UInt64
  /// The training drawings of each category.
  public let training: Int
  /// The evaluation drawings of each category.
  public let evaluation: Int

  /// What `options` ask this program's generator for.
  init(_ options: DataOptions) {
    version = SyntheticDrawings.version
    seed = options.builtInSeed
    training = options.builtInTraining
    evaluation = options.builtInEvaluation
  }

  /// What a receipt says; nil when it says something else.
  init?(_ json: JSONValue) {
    guard let version = json["generator_version"]?.integer,
      let seed = json["seed"]?.integer.flatMap(UInt64.init(exactly:)),
      let training = json["training_per_class"]?.integer,
      let evaluation = json["evaluation_per_class"]?.integer
    else { return nil }
    (self.version, self.seed, self.training, self.evaluation) =
      (version, seed, training, evaluation)
  }

  /// What a receipt keeps.
  var json: JSONValue {
    [
      "generator_version": .integer(version), "seed": .integer(Int(clamping: seed)),
      "training_per_class": .integer(training), "evaluation_per_class": .integer(evaluation),
    ]
  }

  /// Such as `version 1, seed 1, 1000 + 50 drawings of each class`.
  public var description: String {
    "version \(version), seed \(seed), \(training) + \(evaluation) drawings of each class"
  }
}

extension DataOptions {
  /// Asks for the drawings of a receipt; which version of them is the program's own.
  mutating func use(_ builtIn: BuiltInRecord) {
    wantsBuiltIn = true
    builtInSeed = builtIn.seed
    builtInTraining = builtIn.training
    builtInEvaluation = builtIn.evaluation
  }
}
