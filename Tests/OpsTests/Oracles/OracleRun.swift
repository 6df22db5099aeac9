import Ops
import OracleSupport
import Runtime

/// A case of the oracles, run by an op of the catalog.
struct OracleRun {
  let oracle: OracleCase
  let call: OracleCall
  let outcome: OpTrial.Outcome
  /// The case's output that the op computes.
  let output: OracleArgument

  /// Runs forward and backward.
  ///
  /// - Throws: ``Unmapped`` for a case that the catalog cannot express.
  init(_ oracle: OracleCase, _ mappings: [String: OracleMapping]) throws {
    guard let mapping = mappings[oracle.op] else { throw Unmapped("`\(oracle.op)` has no mapping") }
    let call = try mapping.call(oracle)
    guard let type = catalogOp(call.op) else { throw Unmapped("no op `\(call.op)` yet") }
    guard let first = oracle.outputs.first else { throw Unmapped("a case without outputs") }
    let output = call.output ?? OracleArgument(first.name)
    let operands = try type.schema.operands(for: call.inputs.count)
    let inputs = try zip(call.inputs, operands).map {
      try oracle.operand($0).tensor($1.scalar, $0)
    }
    let parameters = try call.parameters.mapValues { try oracle.operand($0).tensor(.f32, $0) }
    var ops: [any CatalogOp] = [try type.init(AttributeReader(call.attributes))]
    for (name, attributes) in call.followers {
      guard let type = catalogOp(name) else { throw Unmapped("no op `\(name)` yet") }
      ops.append(try type.init(AttributeReader(attributes)))
    }
    let trial = try OpTrial(
      ops.count == 1 ? ops[0] : Chain(ops), inputs: inputs, lengths: call.lengths,
      ragged: call.ragged, mode: call.mode)
    let cotangent = try oracle.cotangent(output.name).map { try $0.tensor(.f32, output) }
    (self.oracle, self.call, self.output) = (oracle, call, output)
    outcome = trial.run(at: inputs, parameters: parameters, cotangent: cotangent, step: 1)
  }

  /// The expected numbers of an output or gradient in the op's order of axes.
  func expected(_ tensor: OracleTensor, _ argument: OracleArgument) -> (shape: [Int], [Double]) {
    tensor.permuted(argument.permutation)
  }

  /// The gradient that the op gives for an operand of the case, and how that is laid out.
  func gradient(_ name: String) -> (Tensor, OracleArgument)? {
    if let index = call.inputs.firstIndex(where: { $0.name == name }) {
      return outcome.inputGradients[index].map { ($0, call.inputs[index]) }
    }
    guard let (parameter, argument) = call.parameters.first(where: { $1.name == name }) else {
      return nil
    }
    return outcome.parameterGradients[parameter].map { ($0, argument) }
  }
}

extension OracleCase {
  /// The input called as the argument says.
  func operand(_ argument: OracleArgument) throws -> OracleTensor {
    guard let tensor = input(argument.name) else {
      throw Unmapped("no input `\(argument.name)` in `\(op)`")
    }
    return tensor
  }
}

extension OracleTensor {
  /// The tensor for an operand of the catalog.
  func tensor(_ scalar: ScalarType, _ argument: OracleArgument) throws -> Tensor {
    let (shape, numbers) = permuted(argument.permutation)
    guard scalar == .i32 else {
      // Truth values are numbers here: what a comparison makes.
      guard integers.isEmpty || count == 0 || type == .bool else {
        throw Unmapped("arithmetic of integers")
      }
      guard numbers.allSatisfy({ !$0.isFinite || Float($0).isFinite }) else {
        throw Unmapped("numbers beyond single precision")
      }
      return Tensor(shape, numbers.map { Float($0) })
    }
    return Tensor(
      shape,
      ints: try numbers.map {
        guard let int = Int32(exactly: $0) else { throw Unmapped("an index beyond 32 bits") }
        return int
      })
  }

  /// The shape and the numbers with axis `i` taken from axis `permutation[i]`.
  func permuted(_ permutation: [Int]) -> (shape: [Int], [Double]) {
    guard !permutation.isEmpty else { return (shape, doubles) }
    let sizes = permutation.map { shape[$0] }
    var strides = Array(repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    let numbers = (0..<count).map { index in
      var (rest, place) = (index, 0)
      for axis in permutation.indices.reversed() {
        place += rest % sizes[axis] * strides[permutation[axis]]
        rest /= sizes[axis]
      }
      return doubles[place]
    }
    return (sizes, numbers)
  }
}
