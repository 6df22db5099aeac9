import Foundation
import Kernels
import Runtime

/// `y[b, t, c] = x[b, t, c] + p[t, c]` with waves of many lengths, from which attention can tell the
/// places of steps: `p[t, 2i] = sin(t / base^(2i / channels))`, `p[t, 2i + 1] = cos` of the same.
///
/// Vaswani et al. 2017. A step's place counts from 0 in its own example.
public struct PositionalEncoding: PrimitiveOp {
  static let base = Attribute<Double>(
    "base", "How much longer the last wave is than the first.", default: 10_000, above: 1)

  public static let schema = OpSchema(
    "positional_encoding", "Adds waves that tell the place of each step.",
    formula: """
      y[t, 2i] = x[t, 2i] + sin(t / base^(2i / channels))
      y[t, 2i + 1] = x[t, 2i + 1] + cos(t / base^(2i / channels))
      """,
    group: .attention,
    inputs: [Operand("x", "batch time channels", "the sequences")],
    result: Operand("y", "batch time channels"), attributes: [base])

  public static let examples = [
    OpExample(
      ["base": 16], inputs: [Tensor([2, 2, 3], [0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0])],
      lengths: [2, 1],
      // sin 1, cos 1 and the sine of 16 to the power of -2/3.
      result: Tensor(
        [2, 2, 3], [0, 1, 0, 0.841_471, 0.540_302_3, 0.156_839_9, 1, 3, 3, 0, 0, 0]))
  ]

  private let base: Double

  public init(_ attributes: AttributeReader) throws(OpError) { base = try attributes[Self.base] }

  public func derive(_ axes: inout AxisBinding) throws(OpError) {
    _ = try axes.fixedSize("channels")
  }

  public var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  public func scratchCount(_ call: KernelCall) -> Int {
    longest(call.result(0)) * call.result(0).width
  }

  public func flops(_ call: KernelCall) -> Double { Double(call.result(0).count) }

  public func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    let width = y.width
    fill(call.scratch, steps: longest(y), channels: width)
    for example in 0..<y.steps.batch {
      let count = y.steps.extent(example) * width
      let from = x.floats + x.steps.start(example) * width
      let to = y.floats + y.steps.start(example) * width
      if from != to { to.update(from: from, count: count) }
      RowKernels.add(call.scratch, to: to, count: count)
    }
  }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = PositionalEncodingGradient(type: builder.type(of: call.inputs[0]))
    return [try builder.append(op, [dy])[0]]
  }

  private func longest(_ y: TensorView) -> Int {
    (0..<y.steps.batch).reduce(0) { max($0, y.steps.extent($1)) }
  }

  private func fill(_ table: UnsafeMutablePointer<Float>, steps: Int, channels: Int) {
    for channel in stride(from: 0, to: channels, by: 2) {
      let frequency = pow(base, -Double(channel) / Double(channels))
      for step in 0..<steps {
        let angle = Double(step) * frequency
        table[step * channels + channel] = Float(sin(angle))
        if channel + 1 < channels { table[step * channels + channel + 1] = Float(cos(angle)) }
      }
    }
  }
}

/// `dx = dy`, stored like `x`.
struct PositionalEncodingGradient: GradientOp {
  let name = "positional_encoding_gradient"
  let type: TensorType

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    guard dx.floats != dy.floats else { return }
    if dx.count != dy.count { dx.floats.update(repeating: 0, count: dx.count) }
    forEachRun(of: dy, with: dx) { first, firstOfResult, count, _ in
      (dx.floats + firstOfResult).update(from: dy.floats + first, count: count)
    }
  }
}
