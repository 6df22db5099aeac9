import Kernels
import Runtime

/// An op that maps each element on its own: state the function and its derivative, nothing else.
///
/// Kernels are generic over the conforming type, so the compiler makes a loop of vector
/// instructions for each op, and every element goes through the same instructions wherever it lies.
protocol ElementwiseOp: PrimitiveOp {
  /// Whether the value at 0 is 0, so that zeros past an example's end stay zeros.
  static var keepsZero: Bool { get }

  /// What ``derivative(_:_:)`` looks at; what it does not look at need not be kept.
  static var derivativeReads: DerivativeOperands { get }

  /// The function.
  func value(_ x: Float8) -> Float8

  /// The derivative at `x`, where `y` is the value; the one that ``derivativeReads`` leaves out holds
  /// the other.
  func derivative(_ x: Float8, _ y: Float8) -> Float8
}

/// What a derivative is computed from.
enum DerivativeOperands {
  case input
  case result
  case inputAndResult
}

extension ElementwiseOp {
  /// The operand of every elementwise op.
  static var anyShape: [Operand] { [Operand("x", "...", "Numbers of any shape.")] }
  /// The result of every elementwise op.
  static var sameShape: Operand { Operand("y", "...", "One number for each of `x`.") }

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  func tail(_ inputs: [TensorType]) -> TensorType.Tail {
    Self.keepsZero ? inputs[0].tail : .arbitrary
  }

  func forward(_ call: KernelCall) {
    call.forEachRun(inputs: 1) { run in
      let (x, y) = (run.inputs[0], run.result)
      var index = 0
      while index + 8 <= run.count {
        VectorMath.store(value(VectorMath.load(x + index)), y + index)
        index += 8
      }
      let rest = run.count - index
      VectorMath.store(value(VectorMath.load(x + index, count: rest)), y + index, count: rest)
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil] }
    let operands =
      switch Self.derivativeReads {
      case .input: [call.inputs[0]]
      case .result: [call.results[0]]
      case .inputAndResult: [call.inputs[0], call.results[0]]
      }
    let gradient = ElementwiseGradient(op: self, type: builder.type(of: call.inputs[0]))
    return try builder.append(gradient, operands + [dy])
  }

  func flops(_ call: KernelCall) -> Double { Double(call.result(0).count) }
}
