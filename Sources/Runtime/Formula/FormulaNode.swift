import Kernels

/// One part of a formula; parts name those that they read by their place in ``Formula/nodes``.
public enum FormulaNode: Sendable, Hashable {
  case constant(Double)
  /// The operand of that index.
  case operand(Int)
  case call(FormulaOperation, [Int])

  /// The parts that it reads.
  var inputs: [Int] { if case .call(_, let inputs) = self { inputs } else { [] } }
}
