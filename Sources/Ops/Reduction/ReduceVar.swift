import Runtime

/// `y = Σ (x − mean)² / n` over the `n` elements along the reduced axes: the variance of a whole
/// population, not the estimate with `n − 1`; zero when there are none.
public struct ReduceVar: ReductionOp {
  public static let schema = ReducedAxes.schema(
    "reduce_var", "Takes the variance of the elements along axes.",
    formula: "y = mean of (x − mean x)² over the axes")

  public static let examples = [
    OpExample(
      ["axes": [1]], inputs: [Tensor([2, 2], [1, 3, 5, 5])], result: Tensor([2], [1, 0])),
    OpExample(
      ["axes": [0], "keep_dims": true], inputs: [Tensor([3, 1], [1, 2, 6])],
      result: Tensor([1, 1], [4.6666667])),
  ]

  let axes: ReducedAxes

  public init(_ attributes: AttributeReader) throws(OpError) { axes = try ReducedAxes(attributes) }

  /// The means.
  public func scratchCount(_ call: KernelCall) -> Int { call.result(0).count }

  public func forward(_ call: KernelCall) {
    let (x, y, means) = (call.input(0), call.result(0), call.scratch)
    let reduced = axes.isReduced(x)
    call.average(x, into: means, like: y, isReduced: reduced)
    y.floats.update(repeating: 0, count: y.count)
    call.forEachWalk(of: x, into: y, isReduced: reduced) { walk, first, firstOfResult in
      let factor = 1 / Float(max(1, walk.groupSize))
      let (from, mean, to) = (x.floats + first, means + firstOfResult, y.floats + firstOfResult)
      walk.forEachRun { first, result, stride, count in
        for index in 0..<count {
          let target = result + index * stride
          let distance = from[first + index] - mean[target]
          to[target] += distance * distance * factor
        }
      }
    }
  }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let type = builder.type(of: call.inputs[0])
    let op = ReduceVarGradient(isReduced: try axes.isReduced(type), type: type)
    return [try builder.append(op, [call.inputs[0], dy])[0]]
  }
}

/// `dx = dy · 2 · (x − mean) / n`.
struct ReduceVarGradient: GradientOp {
  let name = "reduce_var_gradient"
  let isReduced: [Bool]
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  /// The means.
  func scratchCount(_ call: KernelCall) -> Int { call.input(1).count }

  func forward(_ call: KernelCall) {
    let (x, dy, dx, means) = (call.input(0), call.input(1), call.result(0), call.scratch)
    call.average(x, into: means, like: dy, isReduced: isReduced)
    dx.floats.update(repeating: 0, count: dx.count)
    call.forEachWalk(of: x, into: dy, isReduced: isReduced) { walk, first, firstOfResult in
      let factor = 2 / Float(max(1, walk.groupSize))
      let (from, to) = (x.floats + first, dx.floats + first)
      let (mean, slope) = (means + firstOfResult, dy.floats + firstOfResult)
      walk.forEachRun { first, result, stride, count in
        for index in 0..<count {
          let target = result + index * stride
          to[first + index] = slope[target] * factor * (from[first + index] - mean[target])
        }
      }
    }
  }

  func flops(_ call: KernelCall) -> Double { Double(5 * call.result(0).count) }
}
