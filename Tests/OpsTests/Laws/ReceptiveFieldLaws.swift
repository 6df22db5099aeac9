import Ops
import OracleSupport
import Runtime
import Testing

/// Ops depend on no more steps of a sequence than they declare.
@Suite struct ReceptiveFieldLaws {
  /// Changes one step of one input after the other and looks at which steps of the result change.
  @Test(arguments: catalogNames)
  func aResultDependsOnTheDeclaredSteps(name: String) throws {
    let type = try #require(catalogOp(name))
    for example in type.examples where example.mode == .evaluation {
      guard let lengths = example.lengths else { continue }
      let trial = try ExampleTrial(type, example)
      let first = trial.run().result
      guard first.scalar == .f32 else { continue }
      for (input, field) in try fields(of: trial.trial, count: example.inputs.count).enumerated() {
        let tensor = example.inputs[input]
        guard let field, tensor.scalar == .f32, tensor.shape.count > 1 else { continue }
        for changed in 0..<(lengths.min() ?? 0) {
          var inputs = example.inputs
          inputs[input] = Self.changing(step: changed, of: tensor)
          let differing = Self.steps(in: first, unlike: trial.run(inputs).result)
          for step in differing {
            let place = Double(step) * field.stride
            let slack = field.stride > 1 ? field.stride - 1 : 0
            #expect(
              Double(changed) >= place - field.before - slack
                && Double(changed) <= place + field.after + slack,
              "\(name) \(example.attributes): step \(step) depends on step \(changed)")
          }
        }
      }
    }
  }

  @Test func fieldsCompose() {
    let pair = ReceptiveField(before: 0, after: 1, stride: 2)
    let window = ReceptiveField(before: 2, after: 2)
    #expect(window.of(window) == ReceptiveField(before: 4, after: 4))
    #expect(window.of(window).steps == 9)
    // A window of 5 over halves: step t reads halves t − 2 to t + 2, each of two steps.
    #expect(window.of(pair) == ReceptiveField(before: 4, after: 5, stride: 2))
    #expect(ReceptiveField.past.of(window) == ReceptiveField(before: .infinity, after: 2))
    #expect(ReceptiveField.step.union(.future) == .future)
    // Every step made twice: step t reads step t / 2, rounded down.
    let twice = ReceptiveField(before: 0.5, after: 0, stride: 0.5)
    #expect(twice.steps == 1)
  }

  /// For each input what a step of the result depends on; nil without steps on both ends.
  private func fields(of trial: OpTrial, count: Int) throws -> [ReceptiveField?] {
    let graph = trial.executor.graph
    var fields: [[ReceptiveField?]] = graph.values.map { _ in Array(repeating: nil, count: count) }
    for input in 0..<count {
      guard let value = graph.source(named: "x\(input)"), graph[value].type.isRagged else {
        continue
      }
      fields[value.index][input] = .step
    }
    for node in graph.nodes {
      let own = node.op.receptiveFields(ofInputs: node.inputs.map { graph[$0].type })
      try #require(own.count == node.inputs.count, "\(node.op.name)")
      for result in node.results where graph[result].type.isRagged {
        for input in 0..<count {
          let reaches = zip(node.inputs, own).compactMap { value, field in
            fields[value.index][input].map { field.of($0) }
          }
          fields[result.index][input] = reaches.reduce(nil) { $0?.union($1) ?? $1 }
        }
      }
    }
    return fields[trial.result.index]
  }

  private static func changing(step: Int, of tensor: Tensor) -> Tensor {
    let (steps, width) = (tensor.shape[1], tensor.shape.dropFirst(2).reduce(1, *))
    let floats = tensor.floats.enumerated().map { index, value in
      index / width % steps == step ? value * 0.75 + 0.5 : value
    }
    return Tensor(tensor.shape, floats)
  }

  /// The steps in which two results of one shape differ.
  private static func steps(in result: Tensor, unlike other: Tensor) -> Set<Int> {
    guard result.shape.count > 1, result.shape == other.shape else { return [] }
    let (steps, width) = (result.shape[1], result.shape.dropFirst(2).reduce(1, *))
    let (a, b) = (result.floats, other.floats)
    return Set(a.indices.filter { a[$0].bitPattern != b[$0].bitPattern }.map { $0 / width % steps })
  }
}
