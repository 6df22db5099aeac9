import Runtime

/// `y = gamma · (x − mean) / √(variance + epsilon) + beta`, with mean and (biased) variance of each
/// example over its own steps and the channels of a group.
///
/// Wu and He 2018. With one channel a group it is instance normalisation (`groups` = channels), with
/// one group a layer normalisation over steps and channels. Nothing past an example's end counts,
/// and the result is zero there. The default of `epsilon` is that of Keras' `GroupNormalization`;
/// PyTorch and ONNX have 1e-5.
struct GroupNorm: CatalogOp {
  static let groups = Attribute<Int>(
    "groups", "Parts into which the channels are split, each normalised on its own.", least: 1,
    most: 1e6)
  static let epsilon = Attribute<Double>(
    "epsilon", "Added to the variance.", default: 1e-3, above: 0)

  static let schema = OpSchema(
    "group_norm", "Normalises groups of channels over each example's own steps.",
    formula: "y = gamma · (x − mean) / √(variance + epsilon) + beta",
    group: .normalization,
    inputs: [Operand("x", "batch ... channels", "values with channels last")],
    result: Operand("y", "batch ... channels"), attributes: [groups, epsilon])

  static let examples = [
    OpExample(
      ["groups": 1, "epsilon": 3], inputs: [Tensor([2, 2, 1], [4, 6, 5, 9])], lengths: [2, 1],
      parameters: ["gamma": Tensor([1], [2]), "beta": Tensor([1], [1])],
      result: Tensor([2, 2, 1], [0, 2, 1, 0])),
    OpExample(
      ["groups": 2, "epsilon": 3], inputs: [Tensor([1, 4], [4, 6, 1, 1])],
      parameters: ["gamma": Tensor([4], [2, 4, 1, 1]), "beta": Tensor([4], [0, 1, 2, 3])],
      result: Tensor([1, 4], [-1, 3, 2, 3])),
  ]

  private let groups: Int
  private let epsilon: Double

  init(_ attributes: AttributeReader) throws(OpError) {
    groups = try attributes[Self.groups]
    epsilon = try attributes[Self.epsilon]
  }

  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value {
    let axes = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    let channels = try axes.fixedSize("channels")
    guard channels % groups == 0 else {
      throw OpError(
        .attribute("groups"),
        "`groups` = \(groups) does not divide the \(channels) channels of {0}",
        notes: [.init(.input(0), "{0} has \(channels) channels")])
    }
    let gamma = builder.parameter("gamma", [channels], .ones)
    let beta = builder.parameter("beta", [channels], .zeros)
    let op = GroupNormalization(epsilon: epsilon, groups: groups)
    return try builder.append(op, [inputs[0], gamma, beta])[0]
  }
}

/// The kernel of ``GroupNorm``: results `y` and `statistics [batch, groups, 2]`, mean and
/// 1 / √(variance + epsilon).
struct GroupNormalization: Op {
  let name = "group_norm"
  let epsilon: Double
  let groups: Int

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [
      TensorType(inputs[0].dims),
      TensorType([inputs[0].dims[0], .fixed(groups), .fixed(2)]),
    ]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { inputs.map { _ in 0 } }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    [.sequence] + inputs.dropFirst().map { _ in .step }
  }

  func flops(_ call: KernelCall) -> Double { 7 * Double(call.input(0).count) }

  func forward(_ call: KernelCall) {
    let (x, y) = (call.input(0), call.result(0))
    let (gamma, beta) = (call.input(1).floats, call.input(2).floats)
    let blocks = GroupBlocks(x, groups: groups)
    forEachExample(blocks.batch, elements: x.count) { example in
      let target = y.floats + GroupBlocks(y, groups: groups).start(example)
      for group in 0..<groups {
        let (mean, inverse) = blocks.moments(example, group, epsilon: epsilon)
        let statistics = call.result(1).floats + (example * groups + group) * 2
        (statistics[0], statistics[1]) = (mean, inverse)
        blocks.forEachRow(example, group) { from, row, channels in
          let to = target + row
          for c in channels { to[c] = (from[c] - mean) * inverse * gamma[c] + beta[c] }
        }
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let op = GroupNormalizationGradient(
      groups: groups, type: builder.type(of: call.inputs[0]),
      parameter: builder.type(of: call.inputs[1]))
    return try builder.append(op, [call.inputs[0], call.inputs[1], call.results[1], dy])
  }
}

/// With `x̂ = (x − mean) · inverse` and `g = dy · gamma`, means over an example's group:
/// `dx = inverse · (g − mean(g) − x̂ · mean(g · x̂))`, `dgamma = Σ dy · x̂`, `dbeta = Σ dy`.
struct GroupNormalizationGradient: GradientOp {
  let name = "group_norm_gradient"
  let groups: Int
  let type: TensorType
  let parameter: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [type, parameter, parameter]
  }

  func flops(_ call: KernelCall) -> Double { 14 * Double(call.input(0).count) }

  func forward(_ call: KernelCall) {
    let (x, gamma, dy, dx) = (call.input(0), call.input(1), call.input(3), call.result(0))
    let (blocks, upstream) = (GroupBlocks(x, groups: groups), GroupBlocks(dy, groups: groups))
    dx.floats.update(repeating: 0, count: dx.count)
    forEachExample(blocks.batch, elements: x.count) { example in
      let (up, to) = (dy.floats + upstream.start(example), dx.floats + blocks.start(example))
      for group in 0..<groups {
        let statistics = call.input(2).floats + (example * groups + group) * 2
        let (mean, inverse) = (statistics[0], statistics[1])
        var (sum, product) = (0.0, 0.0)
        blocks.forEachRow(example, group) { from, row, channels in
          for c in channels {
            let scaled = Double(up[row + c] * gamma.floats[c])
            sum += scaled
            product += scaled * Double((from[c] - mean) * inverse)
          }
        }
        let count = Double(max(1, blocks.count(example)))
        let (meanOfSum, meanOfProduct) = (Float(sum / count), Float(product / count))
        blocks.forEachRow(example, group) { from, row, channels in
          for c in channels {
            let normal = (from[c] - mean) * inverse
            to[row + c] =
              inverse * (up[row + c] * gamma.floats[c] - meanOfSum - normal * meanOfProduct)
          }
        }
      }
    }
    addParameterGradients(call, blocks, upstream)
  }

  /// One thread, so that the order of the sums is fixed.
  private func addParameterGradients(
    _ call: KernelCall, _ blocks: GroupBlocks, _ upstream: GroupBlocks
  ) {
    let (dgamma, dbeta) = (call.result(1), call.result(2))
    dgamma.floats.update(repeating: 0, count: dgamma.count)
    dbeta.floats.update(repeating: 0, count: dbeta.count)
    for example in 0..<blocks.batch {
      let up = call.input(3).floats + upstream.start(example)
      for group in 0..<groups {
        let statistics = call.input(2).floats + (example * groups + group) * 2
        let (mean, inverse) = (statistics[0], statistics[1])
        blocks.forEachRow(example, group) { from, row, channels in
          for c in channels {
            dgamma.floats[c] += up[row + c] * (from[c] - mean) * inverse
            dbeta.floats[c] += up[row + c]
          }
        }
      }
    }
  }
}

/// The elements of a value `[batch, …, channels]` by example and group of channels.
struct GroupBlocks {
  private let view: TensorView
  private let perGroup: Int
  /// The number of examples.
  let batch: Int

  init(_ view: TensorView, groups: Int) {
    self.view = view
    batch = view.size(0)
    perGroup = view.width / groups
  }

  /// An example's first element.
  func start(_ example: Int) -> Int {
    view.isRagged ? view.steps.start(example) * view.stepSize : example * (view.count / batch)
  }

  /// The elements of a group of an example, those of its own steps.
  func count(_ example: Int) -> Int { rows(example) * perGroup }

  private func rows(_ example: Int) -> Int {
    let count =
      view.isRagged ? view.steps.length(example) * view.stepSize : view.count / batch
    return count / max(1, view.width)
  }

  /// Calls `body` with each row of an example's own steps, the row's first element counted from the
  /// example's, and the channels of the group.
  @inline(__always)
  func forEachRow(
    _ example: Int, _ group: Int,
    _ body: (_ row: UnsafeMutablePointer<Float>, _ offset: Int, _ channels: Range<Int>) -> Void
  ) {
    let (first, width) = (view.floats + start(example), view.width)
    let channels = group * perGroup..<(group + 1) * perGroup
    for row in 0..<rows(example) { body(first + row * width, row * width, channels) }
  }

  /// The mean and `1 / √(variance + epsilon)` of a group, in two passes: the difference of the
  /// squares' mean and the mean's square would cancel.
  func moments(_ example: Int, _ group: Int, epsilon: Double) -> (mean: Float, inverse: Float) {
    let count = Double(max(1, count(example)))
    var sum = 0.0
    forEachRow(example, group) { row, _, channels in
      for c in channels { sum += Double(row[c]) }
    }
    let mean = sum / count
    var squares = 0.0
    forEachRow(example, group) { row, _, channels in
      for c in channels { squares += (Double(row[c]) - mean) * (Double(row[c]) - mean) }
    }
    return (Float(mean), Float(1 / (squares / count + epsilon).squareRoot()))
  }
}
