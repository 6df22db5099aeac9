import Runtime

/// `y = max x` over the reduced axes; `−∞` when there are no elements.
///
/// Elements that share the maximum share its gradient.
public struct ReduceMax: ReductionOp {
  public static let schema = ReducedAxes.schema(
    "reduce_max", "Takes the largest element along axes.",
    elsewhere: ["amax"], formula: "y = max of x over the axes")

  public static let examples = [
    OpExample(
      ["axes": [-1]], inputs: [Tensor([2, 2], [1, 2, 4, 3])], result: Tensor([2], [2, 4]))
  ]

  let axes: ReducedAxes

  public init(_ attributes: AttributeReader) throws(OpError) { axes = try ReducedAxes(attributes) }

  public func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    y.floats.update(repeating: -.infinity, count: y.count)
    call.forEachWalk(of: x, into: y, isReduced: axes.isReduced(x)) { walk, first, firstOfResult in
      let (from, to) = (x.floats + first, y.floats + firstOfResult)
      walk.forEachRun { first, result, stride, count in
        for index in 0..<count {
          let target = result + index * stride
          // A NaN must not disappear behind a comparison that is false.
          if !(from[first + index] <= to[target]) { to[target] = from[first + index] }
        }
      }
    }
  }

  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let type = builder.type(of: call.inputs[0])
    let op = ReduceMaxGradient(isReduced: try axes.isReduced(type), type: type)
    return [try builder.append(op, [call.inputs[0], call.results[0], dy])[0]]
  }
}

/// `dx = dy / n` where `x` is one of the `n` elements that equal the maximum, else 0.
struct ReduceMaxGradient: GradientOp {
  let name = "reduce_max_gradient"
  let isReduced: [Bool]
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func scratchCount(_ call: KernelCall) -> Int { call.input(1).count }

  func forward(_ call: KernelCall) {
    let (x, y, dy, dx) = (call.input(0), call.input(1), call.input(2), call.result(0))
    dx.floats.update(repeating: 0, count: dx.count)
    call.scratch.update(repeating: 0, count: y.count)
    call.forEachWalk(of: x, into: y, isReduced: isReduced) { walk, first, firstOfResult in
      let (from, largest, ties) = (
        x.floats + first, y.floats + firstOfResult, call.scratch + firstOfResult
      )
      walk.forEachRun { first, result, stride, count in
        for index in 0..<count where from[first + index] == largest[result + index * stride] {
          ties[result + index * stride] += 1
        }
      }
      walk.forEachRun { run, result, stride, count in
        for index in 0..<count where from[run + index] == largest[result + index * stride] {
          let target = result + index * stride
          dx.floats[first + run + index] = dy.floats[firstOfResult + target] / ties[target]
        }
      }
    }
  }
}
