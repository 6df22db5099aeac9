import Ops
import OracleSupport
import Runtime

/// An op of the catalog at the numbers of one of its examples.
struct ExampleTrial {
  let trial: OpTrial
  let example: OpExample
  /// All parameters and states as they are at the start, so that runs do not depend on each other.
  let parameters: [String: Tensor]

  init(
    _ type: any CatalogOp.Type, _ example: OpExample, padded: Bool = false,
    mode: GraphBuilder.Mode? = nil
  ) throws {
    self.example = example
    trial = try OpTrial(
      try type.init(AttributeReader(example.attributes)), inputs: example.inputs,
      lengths: example.lengths, mode: mode ?? example.mode, padded: padded)
    let store = trial.executor.parameters
    let declared = store.entries.map { (String($0.name.dropFirst(3)), store.tensor($0)) }
    parameters = Dictionary(uniqueKeysWithValues: declared)
      .merging(example.parameters) { $1 }
  }

  /// Runs at `inputs` (the example's if nil).
  func run(
    _ inputs: [Tensor]? = nil, parameters: [String: Tensor]? = nil, cotangent: Tensor? = nil
  ) -> OpTrial.Outcome {
    trial.run(
      at: inputs ?? example.inputs, parameters: parameters ?? self.parameters,
      cotangent: cotangent, step: 1)
  }

  /// The names of the parameters that training changes.
  var trained: Set<String> {
    Set(
      trial.executor.parameters.entries.filter(\.isTrained).map { String($0.name.dropFirst(3)) })
  }
}

/// The op called `name`.
func catalogOp(_ name: String) -> (any CatalogOp.Type)? {
  catalog.first { $0.schema.name == name }
}

/// The names of all ops.
let catalogNames = catalog.map { $0.schema.name }
