import Kernels
import Runtime

/// `y[…] = Σ a[…, c] · b[…, c] / (max(‖a[…]‖, ε) · max(‖b[…]‖, ε))`, as in PyTorch: 1 where two rows
/// point the same way, −1 where they point in opposite directions, 0 for a row of zeros.
///
/// Steps past an example's end are 0. A loss that draws rows together is the mean of `1 − y`.
struct CosineSimilarity: PrimitiveOp {
  static let epsilon = Attribute<Double>(
    "epsilon", "The least length that a row counts as.", default: 1e-8, above: 0)

  static let schema = OpSchema(
    "cosine_similarity", "Takes the cosine of the angle between the rows of two values.",
    formula: "y = Σ a · b / (max(‖a‖, epsilon) · max(‖b‖, epsilon))",
    group: .linear,
    inputs: [
      Operand("a", "... channels", "Rows."), Operand("b", "... channels", "As many rows."),
    ],
    result: Operand("y", "...", "One number for each pair of rows."), attributes: [epsilon])

  static let examples = [
    OpExample(
      inputs: [Tensor([3, 2], [3, 4, 1, 0, 1, 1]), Tensor([3, 2], [6, 8, 0, 5, -2, 0])],
      result: Tensor([3], [1, 0, -0.70710677])),
    OpExample(
      inputs: [
        Tensor([2, 2, 2], [3, 4, 0, 1, 5, 0, 0, 0]), Tensor([2, 2, 2], [4, 3, 1, 0, 9, 0, 0, 0]),
      ],
      lengths: [2, 1], result: Tensor([2, 2], [0.96, 0, 1, 0])),
  ]

  let epsilon: Float

  init(_ attributes: AttributeReader) throws(OpError) {
    epsilon = Float(try attributes[Self.epsilon])
  }

  func derive(_ axes: inout AxisBinding) throws(OpError) { _ = try axes.fixedSize("channels") }

  func tail(_ inputs: [TensorType]) -> TensorType.Tail { .zero }

  func forward(_ call: KernelCall) {
    let (a, b, y) = (call.input(0), call.input(1), call.result(0))
    let width = a.width
    y.zeroTails()
    forEachOwnStretch(of: [y, a, b]) { first, rows in
      for row in 0..<rows {
        let (left, right) = (a.floats + first[1] + row * width, b.floats + first[2] + row * width)
        let lengths = length(left, width) * length(right, width)
        y.floats[first[0] + row] = LineMath.dot(left, right, count: width) / lengths
      }
    }
  }

  /// The length of a row, at least `ε`.
  func length(_ row: UnsafePointer<Float>, _ count: Int) -> Float {
    max(LineMath.dot(row, row, count: count).squareRoot(), epsilon)
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil, nil] }
    var gradients: [Value?] = [nil, nil]
    for side in 0...1 where call.wantsGradient[side] {
      let (own, other) = (call.inputs[side], call.inputs[1 - side])
      let op = CosineSimilarityGradient(primal: self, type: builder.type(of: own))
      gradients[side] = try builder.append(op, [own, other, dy])[0]
    }
    return gradients
  }

  func flops(_ call: KernelCall) -> Double { Double(6 * call.input(0).count) }
}

/// `da = dy / ‖a‖ · (b / ‖b‖ − y · a / ‖a‖)`; a row shorter than `ε` has no second term, since its
/// length then counts as constant.
///
/// Reads the operand whose gradient it is, the other one and `dy`.
struct CosineSimilarityGradient: GradientOp {
  let name = "cosine_similarity_gradient"
  let primal: CosineSimilarity
  /// The type of the operand.
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (a, b, dy, da) = (call.input(0), call.input(1), call.input(2), call.result(0))
    let width = a.width
    da.zeroTails()
    forEachOwnStretch(of: [dy, a, b]) { first, rows in
      for row in 0..<rows {
        let (left, right) = (a.floats + first[1] + row * width, b.floats + first[2] + row * width)
        let (own, other) = (primal.length(left, width), primal.length(right, width))
        let cosine = LineMath.dot(left, right, count: width) / (own * other)
        let factor = dy.floats[first[0] + row] / own
        let pull = own > primal.epsilon ? cosine / own : 0
        let target = da.floats + first[1] + row * width
        for index in 0..<width {
          target[index] = factor * (right[index] / other - pull * left[index])
        }
      }
    }
  }

  func flops(_ call: KernelCall) -> Double { Double(10 * call.result(0).count) }
}
