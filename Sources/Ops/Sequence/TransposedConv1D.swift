import Kernels
import Runtime

/// `y[b, s, o] = bias[o] + Σ x[b, t, i] · kernel[k, o, i]` over the taps `k` and windows `t` with
/// `t·stride + k·dilation − left = s`: the transpose of ``Conv1D``.
///
/// It makes the steps that a convolution with the same `kernel`, `stride`, `padding` and `dilation`
/// reads: as many as `like` has, else the most that give as many windows as `x` has steps (`same`
/// and `causal`: `stride` times as many; `valid`: `(n − 1)·stride + (kernel − 1)·dilation + 1`).
/// `left` is that convolution's for a sequence of so many steps. Steps past an example's end count
/// as zero, and the result is zero there. The layout of `kernel` is that of Keras'
/// `Conv1DTranspose`.
struct TransposedConv1D: CatalogOp {
  static let filters = Attribute<Int>("filters", "Channels of the result.", least: 1, most: 1e6)
  static let kernel = Attribute<Int>("kernel", "Steps that a window spans.", least: 1, most: 1e6)
  static let padding = Attribute<Conv1D.Padding>(
    "padding", "That of the convolution whose transpose it is.", default: .same)
  static let stride = Attribute<Int>(
    "stride", "Steps between two windows.", default: 1, least: 1, most: 1024)
  static let dilation = Attribute<Int>(
    "dilation", "Steps between two taps of a window.", default: 1, least: 1, most: 1e6)
  static let bias = Attribute<Bool>("bias", "Whether a bias is added.", default: true)

  static let schema = OpSchema(
    "transposed_conv1d", "Spreads each step of a sequence over a window of new steps.",
    elsewhere: ["conv_transpose1d", "deconvolution"],
    formula:
      "y[b, s, o] = bias[o] + Σₖ Σᵢ x[b, t, i] · kernel[k, o, i] where t · stride + k · dilation − left = s",
    group: .sequence, inputs: [Operand("x", "batch time in", "the sequences"), GrownSteps.like],
    result: Operand("y", "batch steps out"),
    attributes: [filters, kernel, padding, stride, dilation, bias])

  static let examples = [
    OpExample(
      ["filters": 1, "kernel": 3, "stride": 2, "padding": "valid"],
      inputs: [Tensor([1, 2, 1], [1, 2])],
      parameters: ["kernel": Tensor([3, 1, 1], [1, 10, 100]), "bias": Tensor([1], [0.5])],
      result: Tensor([1, 5, 1], [1.5, 10.5, 102.5, 20.5, 200.5])),
    OpExample(
      ["filters": 2, "kernel": 2, "stride": 2], inputs: [Tensor([2, 2, 1], [1, 2, 3, 0])],
      lengths: [2, 1], parameters: ["kernel": Tensor([2, 2, 1], [1, 2, 3, 4])],
      result: Tensor([2, 4, 2], [1, 2, 3, 4, 2, 4, 6, 8, 3, 6, 9, 12, 0, 0, 0, 0])),
    OpExample(
      ["filters": 1, "kernel": 3, "stride": 2],
      inputs: [Tensor([1, 2, 1], [1, 2]), Tensor([1, 3, 1], [0, 0, 0])],
      parameters: ["kernel": Tensor([3, 1, 1], [1, 10, 100])],
      result: Tensor([1, 3, 1], [10, 102, 20])),
  ]

  private let filters: Int
  private let window: Window
  private let hasBias: Bool

  init(_ attributes: AttributeReader) throws(OpError) {
    filters = try attributes[Self.filters]
    window = Window(
      taps: try attributes[Self.kernel], padding: try attributes[Self.padding],
      stride: try attributes[Self.stride], dilation: try attributes[Self.dilation], groups: 1,
      isMasked: true)
    hasBias = try attributes[Self.bias]
  }

  func build(_ inputs: [Value], in builder: inout GraphBuilder) throws(OpError) -> Value {
    let types = inputs.map { builder.type(of: $0) }
    let axes = try AxisBinding(Self.schema, inputs: types)
    let channels = try axes.fixedSize("in")
    let steps = GrownSteps(op: Self.schema.name, growth: window.growth, shrinkage: window.rule)
    let op = TransposedConvolution(window: window, steps: try steps.dim(types))
    let kernel = builder.parameter(
      "kernel", [window.taps, filters, channels],
      .glorotUniform(fanIn: window.taps * channels, fanOut: window.taps * filters))
    var operands = [inputs[0], kernel]
    if hasBias { operands.append(builder.parameter("bias", [filters], .zeros)) }
    return try builder.append(op, operands)[0]
  }
}

extension Window {
  /// From the number of windows to the most steps that have so many.
  fileprivate var growth: LengthRule {
    switch padding {
    case .same, .causal: LengthRule(multiplier: stride)
    case .valid: LengthRule(multiplier: stride, offset: span + 1 - stride)
    }
  }

  /// Which windows a step is read by: those that start up to `left` behind it.
  fileprivate var transposedField: ReceptiveField {
    let (least, most) =
      switch padding {
      case .valid: (0, 0)
      case .causal: (span, span)
      case .same: (max(0, span + 1 - stride) / 2, span / 2)
      }
    let stride = Double(stride)
    return ReceptiveField(
      before: Double(span - least) / stride, after: Double(most) / stride, stride: 1 / stride)
  }
}

/// The kernel of ``TransposedConv1D``: the products of ``ConvolutionInputGradient``, and the bias.
struct TransposedConvolution: Op {
  let name = "transposed_conv1d"
  let window: Window
  let steps: Dim

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    [TensorType([inputs[0].dims[0], steps, inputs[1].dims[1]])]
  }

  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] { inputs.map { _ in 0 } }

  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    [window.transposedField] + inputs.dropFirst().map { _ in .step }
  }

  private var products: ConvolutionInputGradient {
    ConvolutionInputGradient(window: window, type: TensorType([]))
  }

  func scratchCount(_ call: KernelCall) -> Int { products.scratchCount(kernel: call.input(1)) }

  func flops(_ call: KernelCall) -> Double {
    2 * Double(call.input(0).rows) * Double(call.input(1).count)
  }

  func forward(_ call: KernelCall) {
    let y = call.result(0)
    products.forward(kernel: call.input(1), dy: call.input(0), dx: y, scratch: call.scratch)
    guard call.inputCount > 2 else { return }
    RowKernels.addBias(
      call.input(2).floats, to: y.floats, rows: y.rows, columns: y.width, stride: y.width)
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [] }
    let (x, kernel) = (call.inputs[0], call.inputs[1])
    var gradients: [Value?] = [nil, nil, nil]
    if call.wantsGradient[0] {
      let op = TransposedConvolutionInputGradient(
        convolution: Convolution(window: window), type: builder.type(of: x))
      gradients[0] = try builder.append(op, [dy, kernel])[0]
    }
    if call.wantsGradient[1] {
      // To the convolution that this is the transpose of, `dy` is what it reads and `x` what arrives.
      let op = ConvolutionKernelGradient(window: window, type: builder.type(of: kernel))
      gradients[1] = try builder.append(op, [dy, x])[0]
    }
    if call.inputs.count > 2 {
      gradients[2] = try builder.append(StepSum(isMasked: true), [dy])[0]
    }
    return gradients
  }
}

/// `dx` = the convolution of `dy` with the same kernel.
struct TransposedConvolutionInputGradient: GradientOp {
  let name = "transposed_conv1d_input_gradient"
  let convolution: Convolution
  /// The type of `x`: its steps may be written otherwise than a convolution would write them.
  let type: TensorType

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func scratchCount(_ call: KernelCall) -> Int { convolution.scratchCount(call) }

  func flops(_ call: KernelCall) -> Double { convolution.flops(call) }

  func forward(_ call: KernelCall) { convolution.forward(call) }
}
