import QuickDrawModels
import Runtime

/// The trainings of a sweep: every combination with every seed.
public struct SweepPlan: Sendable, Equatable {
  /// One training.
  public struct Run: Sendable, Equatable {
    /// From 1.
    public let number: Int
    /// The index into ``SweepPlan/combinations``.
    public let combination: Int
    public let seed: Int
  }

  /// The model's name.
  public let model: String
  /// The model file, resolved, from which every training starts.
  public let text: String
  /// The combinations, in the order of the table.
  public let combinations: [SweepGrid.Combination]
  /// The seeds of weights, order and dropout.
  public let seeds: [Int]
  /// The steps of each training; nil for the model file's.
  public let steps: Int?
  /// The data that takes the place of the file's; nil for the file's own.
  public let data: String?

  /// A plan.
  public init(
    model: String, text: String, combinations: [SweepGrid.Combination], seeds: [Int], steps: Int?,
    data: String?
  ) {
    self.model = model
    self.text = text
    self.combinations = combinations
    self.seeds = seeds
    self.steps = steps
    self.data = data
  }

  /// The trainings: all combinations with the first seed come first, so that a sweep that is broken off
  /// has seen the whole grid.
  public var runs: [Run] {
    seeds.enumerated().flatMap { index, seed in
      combinations.indices.map {
        Run(number: index * combinations.count + $0 + 1, combination: $0, seed: seed)
      }
    }
  }

  /// The arguments that train a run in `folder` from the model file at `path`.
  func arguments(of run: Run, training path: String, in folder: String, threads: Int) -> [String] {
    var arguments = ["train", path, "--run", folder, "--seed", "\(run.seed)"]
    arguments += combinations[run.combination].flatMap { ["--set", $0.text] }
    if let steps { arguments += ["--steps", "\(steps)"] }
    if let data { arguments += ["--data", data] }
    return arguments + ["--threads", "\(threads)", "--color", "never"]
  }

  /// What `sweep.json` holds.
  var json: JSONValue {
    var object = JSONObject()
    object["model"] = .string(model)
    object["combinations"] = .array(
      combinations.map { combination in
        .object(
          JSONObject(combination.map { .init(name: $0.name, value: .string($0.value)) }))
      })
    object["seeds"] = .array(seeds.map(JSONValue.integer))
    object["steps"] = steps.map(JSONValue.integer)
    object["data"] = data.map(JSONValue.string)
    return .object(object)
  }
}
