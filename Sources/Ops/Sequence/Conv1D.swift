import Kernels
import Runtime

/// `y[b, t, o] = bias[o] + Σ x[b, t·stride + k·dilation − left, i] · kernel[k, i, o]`, summed over
/// the taps `k` and the channels `i` of the output's group.
///
/// With `padding: same` (TensorFlow's rule) `y` has ⌈n / stride⌉ steps for an input of `n`, and
/// `left` is half of `max((⌈n / stride⌉ − 1)·stride + (k − 1)·dilation + 1 − n, 0)`, rounded down;
/// `causal` puts all of it to the left; `valid` pads nothing.
///
/// With `mask: true` steps past an example's end count as zero and the result is zero there. With
/// `mask: false` the op reads whatever the padding of the batch holds, as the frameworks do: an
/// example's result then depends on the longest example beside it.
public struct Conv1D: CatalogOp {
  /// How the ends of a sequence are treated.
  public enum Padding: String, AttributeChoice { case same, valid, causal }

  static let filters = Attribute<Int>("filters", "Channels of the result.", least: 1, most: 1e6)
  static let kernel = Attribute<Int>("kernel", "Steps that a window spans.", least: 1, most: 1e6)
  static let padding = Attribute<Padding>(
    "padding", "What a window reads beyond the ends of a sequence.", default: .same)
  static let stride = Attribute<Int>(
    "stride", "Steps between two windows.", default: 1, least: 1, most: 1e6)
  static let dilation = Attribute<Int>(
    "dilation", "Steps between two taps of a window.", default: 1, least: 1, most: 1e6)
  static let groups = Attribute<Int>(
    "groups", "Parts into which the channels are split.", default: 1, least: 1)
  static let mask = Attribute<Bool>(
    "mask", "Whether steps past an example's end count as zero.", default: true)
  static let bias = Attribute<Bool>("bias", "Whether a bias is added.", default: true)

  public static let schema = OpSchema(
    "conv1d", "Slides filters along the steps of a sequence.",
    elsewhere: ["conv", "convolution"],
    formula: "y[b, t, o] = bias[o] + Σₖ Σᵢ x[b, t·stride + k·dilation − left, i] · kernel[k, i, o]",
    group: .sequence, inputs: [Operand("x", "batch time in", "the sequences")],
    result: Operand("y", "batch windows out"),
    attributes: [filters, kernel, padding, stride, dilation, groups, mask, bias])

  public static let examples = [
    OpExample(
      ["filters": 1, "kernel": 2, "padding": "valid", "stride": 2],
      inputs: [Tensor([1, 4, 1], [1, 2, 3, 4])],
      parameters: ["kernel": Tensor([2, 1, 1], [10, 1])],
      result: Tensor([1, 2, 1], [12, 34])),
    OpExample(
      ["filters": 1, "kernel": 3],
      inputs: [Tensor([2, 3, 1], [1, 2, 3, 4, 5, 0])], lengths: [3, 2],
      parameters: ["kernel": Tensor([3, 1, 1], [1, 10, 100]), "bias": Tensor([1], [0.5])],
      result: Tensor([2, 3, 1], [210.5, 321.5, 32.5, 540.5, 54.5, 0])),
  ]

  let filters: Int
  let window: Window
  let hasBias: Bool

  public init(_ attributes: AttributeReader) throws(OpError) {
    filters = try attributes[Self.filters]
    window = Window(
      taps: try attributes[Self.kernel], padding: try attributes[Self.padding],
      stride: try attributes[Self.stride], dilation: try attributes[Self.dilation],
      groups: try attributes[Self.groups], isMasked: try attributes[Self.mask])
    hasBias = try attributes[Self.bias]
    if filters % window.groups != 0 {
      throw OpError(
        .attribute("groups"), "`groups` = \(window.groups) does not divide `filters` = \(filters)")
    }
  }

  public func build(
    _ inputs: [Value], in builder: inout GraphBuilder
  ) throws(OpError) -> Value {
    let axes = try AxisBinding(Self.schema, inputs: inputs.map { builder.type(of: $0) })
    let channels = try axes.fixedSize("in")
    guard channels % window.groups == 0 else {
      throw OpError(
        .attribute("groups"),
        "`groups` = \(window.groups) does not divide the \(channels) channels "
          + "of {0}")
    }
    let perGroup = channels / window.groups
    let kernel = builder.parameter(
      "kernel", [window.taps, perGroup, filters],
      .glorotUniform(fanIn: window.taps * perGroup, fanOut: window.taps * filters))
    var operands = [inputs[0], kernel]
    if hasBias { operands.append(builder.parameter("bias", [filters], .zeros)) }
    return try builder.append(Convolution(window: window), operands)[0]
  }
}

/// The kernel of ``Conv1D``: windows of a block of rows are gathered side by side, so that one
/// product with `kernel` as a matrix `[taps · in, out]` makes the block's rows of the result.
struct Convolution: Op {
  let name = "conv1d"
  let window: Window

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let (x, kernel) = (inputs[0], inputs[1])
    let steps = try window.resultDim(x.dims[1])
    let tail: TensorType.Tail = window.isMasked || !steps.isRagged ? .zero : .arbitrary
    return [TensorType([x.dims[0], steps, kernel.dims[2]], tail: tail)]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    inputs.indices.map { $0 == 0 ? window.overhang(of: inputs[0], result: result) : 0 }
  }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    [window.receptiveField] + inputs.dropFirst().map { _ in .step }
  }

  func tailReads(ofInputs inputs: [TensorType]) -> [TailRead] {
    inputs.indices.map { $0 == 0 && inputs[0].isRagged ? window.tailRead : .none }
  }

  func scratchCount(_ call: KernelCall) -> Int {
    window.scratchCount(columns: window.taps * call.input(1).size(1))
  }

  func flops(_ call: KernelCall) -> Double {
    2 * Double(call.result(0).rows) * Double(call.input(1).count)
  }

  func forward(_ call: KernelCall) {
    let (x, kernel, y) = (call.input(0), call.input(1), call.result(0))
    let (inputs, outputs) = (kernel.size(1), kernel.size(2) / window.groups)
    let columns = window.taps * inputs
    let bias = call.inputCount > 2 ? call.input(2).floats : nil
    window.forEachBlock(rows: y.rows, columns: columns, scratch: call.scratch) { rows, gathered in
      let start = y.floats + rows.lowerBound * y.width
      if let bias {
        RowKernels.setBias(bias, in: start, rows: rows.count, columns: y.width, stride: y.width)
      }
      for group in 0..<window.groups {
        window.gatherInputs(
          of: x, channels: group * inputs..<(group + 1) * inputs, for: rows, of: y, into: gathered)
        Gemm.gemm(
          false, false, m: rows.count, n: outputs, k: columns, gathered, lda: columns,
          kernel.floats + group * outputs, ldb: kernel.size(2), beta: bias == nil ? 0 : 1,
          start + group * outputs, ldc: y.width)
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let (x, kernel) = (call.inputs[0], call.inputs[1])
    var gradients: [Value?] = [nil, nil, nil]
    if call.wantsGradient[0] {
      let op = ConvolutionInputGradient(window: window, type: builder.type(of: x))
      gradients[0] = try builder.append(op, [kernel, dy])[0]
    }
    if call.wantsGradient[1] {
      let op = ConvolutionKernelGradient(window: window, type: builder.type(of: kernel))
      gradients[1] = try builder.append(op, [x, dy])[0]
    }
    if call.inputs.count > 2 {
      gradients[2] = try builder.append(StepSum(isMasked: window.isMasked), [dy])[0]
    }
    return gradients
  }
}
