import Kernels
import Runtime

/// `y = log Σ eˣ` over the reduced axes, shifted by the maximum so that nothing overflows; `−∞` when
/// there are no elements.
public struct ReduceLogSumExp: ReductionOp {
  public static let schema = ReducedAxes.schema(
    "reduce_logsumexp", "Takes the logarithm of the sum of the exponentials along axes.",
    formula: "y = log Σ eˣ over the axes")

  public static let examples = [
    // log(1 + 1), and 1000 + log(1 + 3) without an overflow.
    OpExample(
      ["axes": [-1]], inputs: [Tensor([2, 2], [0, 0, 1000, 1001.0986])],
      result: Tensor([2], [0.6931472, 1001.3863])),
    OpExample(
      ["axes": [0], "keep_dims": true], inputs: [Tensor([2, 2], [0, 1, 0, 1])],
      result: Tensor([1, 2], [0.6931472, 1.6931472])),
  ]

  let axes: ReducedAxes

  public init(_ attributes: AttributeReader) throws(OpError) { axes = try ReducedAxes(attributes) }

  /// The maxima.
  public func scratchCount(_ call: KernelCall) -> Int { call.result(0).count }

  public func forward(_ call: KernelCall) {
    let (x, y, shifts) = (call.input(0), call.result(0), call.scratch)
    shifts.update(repeating: -.infinity, count: y.count)
    y.floats.update(repeating: 0, count: y.count)
    let reduced = axes.isReduced(x)
    call.forEachWalk(of: x, into: y, isReduced: reduced) { walk, first, firstOfResult in
      let (from, to) = (x.floats + first, shifts + firstOfResult)
      walk.forEachRun { first, result, stride, count in
        for index in 0..<count {
          to[result + index * stride] = max(to[result + index * stride], from[first + index])
        }
      }
    }
    // Beside ±∞ there is nothing to shift by: ∞ − ∞ would be NaN.
    for index in 0..<y.count where !shifts[index].isFinite { shifts[index] = 0 }
    call.forEachWalk(of: x, into: y, isReduced: reduced) { walk, first, firstOfResult in
      let (from, shift, to) = (
        x.floats + first, shifts + firstOfResult, y.floats + firstOfResult
      )
      walk.forEachRun { first, result, stride, count in
        if stride == 0 {
          to[result] += LineMath.sumOfExponentials(
            from + first, minus: shift[result], count: count)
        } else {
          addExponentials(from + first, shift + result, to: to + result, count: count)
        }
      }
    }
    for index in 0..<y.count { y.floats[index] = shifts[index] + LineMath.log(y.floats[index]) }
  }

  private func addExponentials(
    _ x: UnsafePointer<Float>, _ shift: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    for index in stride(from: 0, to: count, by: 8) {
      let lanes = min(8, count - index)
      let term = VectorMath.exp(
        VectorMath.load(x + index, count: lanes) - VectorMath.load(shift + index, count: lanes))
      VectorMath.store(
        VectorMath.load(sums + index, count: lanes) + term, sums + index, count: lanes)
    }
  }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let type = builder.type(of: call.inputs[0])
    let op = ReduceLogSumExpGradient(isReduced: try axes.isReduced(type), type: type)
    return [try builder.append(op, [call.inputs[0], call.results[0], dy])[0]]
  }
}

/// `dx = dy · e^(x − y)`: each element gets its share of the sum.
struct ReduceLogSumExpGradient: GradientOp {
  let name = "reduce_logsumexp_gradient"
  let isReduced: [Bool]
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (x, y, dy, dx) = (call.input(0), call.input(1), call.input(2), call.result(0))
    dx.floats.update(repeating: 0, count: dx.count)
    call.forEachWalk(of: x, into: y, isReduced: isReduced) { walk, first, firstOfResult in
      let (from, to) = (x.floats + first, dx.floats + first)
      let (total, slope) = (y.floats + firstOfResult, dy.floats + firstOfResult)
      walk.forEachRun { first, result, stride, count in
        for index in 0..<count {
          let target = result + index * stride
          // Where all elements are −∞ each has the share 0.
          let shift = total[target] == -.infinity ? 0 : total[target]
          to[first + index] = from[first + index] - shift
        }
        VectorMath.exp(to + first, to + first, count: count)
        for index in 0..<count { to[first + index] *= slope[result + index * stride] }
      }
    }
  }

  func flops(_ call: KernelCall) -> Double { Double(3 * call.result(0).count) }
}
