import Kernels

/// Numbers computed from operands element by element: what the op `map` is made of.
///
/// A formula is a graph of parts rather than a tree: equal parts are one part, each after those that it
/// reads. ``FormulaBuilder`` makes them, ``gradient(for:)`` differentiates, ``FormulaProgram`` flattens.
public struct Formula: Sendable, Hashable {
  /// The parts; each reads only parts before it.
  public let nodes: [FormulaNode]
  /// The parts whose numbers are wanted.
  public let results: [Int]
  /// What the operands are called, for prints and messages.
  public let operands: [String]

  /// A formula of parts that are in order.
  init(nodes: [FormulaNode], results: [Int], operands: [String]) {
    (self.nodes, self.results, self.operands) = (nodes, results, operands)
  }

  /// For each part whether a result depends on it.
  var isNeeded: [Bool] {
    var needed = Array(repeating: false, count: nodes.count)
    for result in results { needed[result] = true }
    for index in nodes.indices.reversed() where needed[index] {
      for input in nodes[index].inputs { needed[input] = true }
    }
    return needed
  }

  /// The operands that a result depends on, in order.
  public var usedOperands: [Int] {
    zip(nodes, isNeeded).compactMap { node, isNeeded in
      if isNeeded, case .operand(let index) = node { index } else { nil }
    }.sorted()
  }

  /// The results for one number of each operand, in double precision.
  public func values(at operands: [Double]) -> [Double] {
    var values: [Double] = []
    for node in nodes {
      switch node {
      case .constant(let number): values.append(number)
      case .operand(let index): values.append(operands[index])
      case .call(let operation, let inputs):
        values.append(operation.value(of: inputs.map { values[$0] }))
      }
    }
    return results.map { values[$0] }
  }

  /// Whether the result is 0 wherever the operands that are `true` in `zeros` are 0, provided that the
  /// others are finite.
  public func keepsZero(_ zeros: [Bool]) -> Bool {
    var known: [Double?] = []
    for node in nodes {
      switch node {
      case .constant(let number): known.append(number)
      case .operand(let index): known.append(zeros[index] ? 0 : nil)
      case .call(let operation, let inputs):
        known.append(operation.knownValue(of: inputs.map { known[$0] }))
      }
    }
    return results.allSatisfy { known[$0] == 0 }
  }
}
