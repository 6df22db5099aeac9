import Kernels
import Runtime

/// An op on pairs of elements of two operands, whose axes are repeated to fit each other.
///
/// State the function and its two derivatives; shapes, kernels and gradients follow.
protocol BinaryOp: CatalogOp {
  /// Whether the derivatives are the same everywhere, so that the operands need not be kept.
  static var isLinear: Bool { get }

  /// Whether the result is 0 where the operands that are `true` are 0.
  static func keepsZero(_ a: Bool, _ b: Bool) -> Bool

  /// The function.
  func value(_ a: Float8, _ b: Float8) -> Float8

  /// Its derivatives by `a` and by `b`.
  func derivatives(_ a: Float8, _ b: Float8) -> (a: Float8, b: Float8)
}

extension BinaryOp {
  /// The operands of every binary op.
  static var operands: [Operand] {
    [
      Operand("a", "...", "Numbers of any shape."),
      Operand(
        "b", "...",
        "Numbers of the same shape; here as in `a`, axes of size 1 and missing leading axes are "
          + "repeated."),
    ]
  }

  /// The result of every binary op.
  static var combined: Operand { Operand("y", "...", "One number for each pair.") }

  static var isLinear: Bool { false }

  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value {
    _ = try Self.schema.operands(for: inputs.count)
    let (a, b) = (builder.type(of: inputs[0]), builder.type(of: inputs[1]))
    return try builder.append(BroadcastOp(function: self, a: a.dims, b: b.dims), inputs)[0]
  }
}

/// The node of a ``BinaryOp``.
struct BroadcastOp<Function: BinaryOp>: Op {
  let function: Function
  /// Whether both operands have the result's axes, so that none is repeated.
  let isAligned: Bool
  let inPlacePairs: [(result: Int, input: Int)]

  var name: String { Function.schema.name }

  init(function: Function, a: [Dim], b: [Dim]) {
    self.function = function
    isAligned = a == b
    // Where axes are repeated, an element is read again after the result was written.
    inPlacePairs = isAligned ? [(0, 0), (0, 1)] : []
  }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    for (index, type) in inputs.enumerated() where type.scalar != .f32 {
      throw OpError(.input(index), "`\(name)` reads f32, but {\(index)} is \(type)")
    }
    var result = TensorType(try broadcastDims(name, inputs))
    let zeros = inputs.map { $0.isRagged && $0.tail == .zero }
    if result.isRagged, !Function.keepsZero(zeros[0], zeros[1]) { result.tail = .arbitrary }
    return [result]
  }

  func forward(_ call: KernelCall) {
    guard isAligned else { return forwardRepeating(call) }
    call.forEachRun(inputs: 2) { run in
      apply(run.inputs[0], 1, run.inputs[1], 1, run.result, run.count)
    }
  }

  private func forwardRepeating(_ call: KernelCall) {
    let (a, b, y) = (call.input(0), call.input(1), call.result(0))
    forEachBroadcastRow(y, [a, b, y]) { index, places, count, strides in
      apply(
        a.floats + places[0], strides[0], b.floats + places[1], strides[1], y.floats + index, count)
    }
  }

  @inline(__always)
  private func apply(
    _ a: UnsafeMutablePointer<Float>, _ aStride: Int, _ b: UnsafeMutablePointer<Float>,
    _ bStride: Int, _ y: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    let (left, right) = (Lanes(a, stride: aStride), Lanes(b, stride: bStride))
    var index = 0
    while index + 8 <= count {
      VectorMath.store(function.value(left[index], right[index]), y + index)
      index += 8
    }
    let rest = count - index
    VectorMath.store(
      function.value(left[index, rest], right[index, rest]), y + index, count: rest)
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil, nil] }
    var gradients: [Value?] = [nil, nil]
    for side in 0...1 where call.wantsGradient[side] {
      let type = builder.type(of: call.inputs[side])
      let op = BroadcastGradient(
        function: function, isLeft: side == 0, type: type, isAligned: isAligned,
        isReduced: type.dims != builder.type(of: dy).dims)
      if op.passesGradientOn, type == builder.type(of: dy) {
        gradients[side] = dy
      } else {
        let operands = Function.isLinear ? [] : call.inputs
        gradients[side] = try builder.append(op, [dy] + operands)[0]
      }
    }
    return gradients
  }

  func flops(_ call: KernelCall) -> Double { Double(call.result(0).count) }
}
