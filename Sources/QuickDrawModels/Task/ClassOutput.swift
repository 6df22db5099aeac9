import Foundation
import GraphDSL
import Runtime

/// The output of a model that holds a number for each class.
public struct ClassOutput {
  /// The value, `[batch, classes]`.
  let value: Value
  private let isProbability: Bool

  /// The output called `logits`, or the first of the right shape; nil when there is none.
  init?(_ model: LoweredModel, classCount: Int) {
    let builder = model.graph.builder
    let fitting = model.graph.outputs.filter {
      let type = builder.type(of: $0.value)
      return type.scalar == .f32 && type.dims == [.batch, .fixed(classCount)]
    }
    guard let output = fitting.first(where: { $0.name == "logits" }) ?? fitting.first else {
      return nil
    }
    value = output.value
    isProbability = Self.maker(of: output.value, builder.graph) == "softmax"
  }

  /// A batch's logits, row by row: the output itself, or the logarithm of probabilities.
  func logits(_ executor: Executor) -> [Float] {
    let view = executor.view(value)
    let values = UnsafeBufferPointer(start: view.floats, count: view.count)
    return isProbability ? values.map { log($0) } : Array(values)
  }

  /// The probabilities of a row of logits, in double precision.
  public static func probabilities(of logits: ArraySlice<Float>) -> [Double] {
    let largest = Double(logits.max() ?? 0)
    let terms = logits.map { exp(Double($0) - largest) }
    let sum = terms.reduce(0, +)
    return terms.map { $0 / sum }
  }

  /// The op behind a value, through renaming.
  private static func maker(of value: Value, _ graph: Graph) -> String? {
    var value = value
    while let node = graph.nodes.last(where: { $0.results.contains(value) }) {
      guard node.op.name == "identity", let input = node.inputs.first else { return node.op.name }
      value = input
    }
    return nil
  }
}
