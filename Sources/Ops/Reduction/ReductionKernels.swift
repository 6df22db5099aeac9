import Runtime

extension ReductionOp {
  /// The kernel of sum and mean.
  func sum(_ call: KernelCall, isMean: Bool) {
    let (x, y) = (call.input(0), call.result(0))
    call.add(x, into: y.floats, like: y, isReduced: axes.isReduced(x), isMean: isMean)
  }
}

extension KernelCall {
  /// Writes the averages of `x` along its reduced axes, laid out like `reduced`.
  func average(
    _ x: TensorView, into means: UnsafeMutablePointer<Float>, like reduced: TensorView,
    isReduced: [Bool]
  ) {
    add(x, into: means, like: reduced, isReduced: isReduced, isMean: true)
  }

  fileprivate func add(
    _ x: TensorView, into sums: UnsafeMutablePointer<Float>, like reduced: TensorView,
    isReduced: [Bool], isMean: Bool
  ) {
    sums.update(repeating: 0, count: reduced.count)
    forEachWalk(of: x, into: reduced, isReduced: isReduced) { walk, first, firstOfResult in
      let factor = isMean ? 1 / Float(max(1, walk.groupSize)) : 1
      let (from, to) = (x.floats + first, sums + firstOfResult)
      walk.forEachRun { first, result, stride, count in
        if stride == 0 {
          var sum: Float = 0
          for index in 0..<count { sum += from[first + index] }
          to[result] += sum * factor
        } else {
          for index in 0..<count { to[result + index] += from[first + index] * factor }
        }
      }
    }
  }
}

extension ReducedAxes {
  /// Appends the gradient of sum or mean: every element gets its result's gradient.
  func broadcast(
    _ dy: Value, to x: Value, isMean: Bool, in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    let type = builder.type(of: x)
    let op = ReductionBroadcast(isReduced: try isReduced(type), isMean: isMean, type: type)
    return try builder.append(op, [dy])[0]
  }
}

/// `dx = dy`, repeated along the reduced axes, divided by the elements averaged when `isMean`.
struct ReductionBroadcast: GradientOp {
  let name = "reduction_broadcast"
  let isReduced: [Bool]
  let isMean: Bool
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (dy, dx) = (call.input(0), call.result(0))
    dx.floats.update(repeating: 0, count: dx.count)
    call.forEachWalk(of: dx, into: dy, isReduced: isReduced) { walk, first, firstOfResult in
      let factor = isMean ? 1 / Float(max(1, walk.groupSize)) : 1
      let (to, from) = (dx.floats + first, dy.floats + firstOfResult)
      walk.forEachRun { first, result, stride, count in
        for index in 0..<count { to[first + index] = from[result + index * stride] * factor }
      }
    }
  }
}
