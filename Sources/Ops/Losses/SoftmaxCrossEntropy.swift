import Kernels
import Runtime

/// `loss = Σ w · −log softmax(x)[label] / Σ w` over all examples (and their own steps).
///
/// `w` is the weight of the label's class, 1 unless given, and 0 for the label `ignore_index`. With
/// label smoothing `ε` of `C` classes the term of a row is `−Σ q[c] · log softmax(x)[c]` with
/// `q[c] = w[c] · ((1 − ε) · [c = label] + ε / C)`, as in PyTorch. The mean of no rows, or of rows
/// that are all ignored, is 0. A label that is no class gives NaN.
struct SoftmaxCrossEntropy: PrimitiveOp {
  static let smoothing = Attribute<Double>(
    "label_smoothing", "Share of a label's probability that is spread over all classes.",
    default: 0, least: 0, most: 1)
  static let weights = Attribute<[Double]>(
    "class_weights", "A weight for each class; 1 if left out.", optional: true, least: 0)
  static let ignored = Attribute<Int>(
    "ignore_index", "A label whose examples or steps do not count.", optional: true)

  static let schema = OpSchema(
    "softmax_cross_entropy", "Scores predictions of one class out of several.",
    elsewhere: [
      "cross_entropy", "categorical_crossentropy", "sparse_categorical_crossentropy", "nll_loss",
    ],
    formula: "loss = Σ w[label] · −log softmax(logits)[label] / Σ w[label]",
    group: .loss,
    inputs: [
      Operand("logits", "... classes", "Scores before the softmax."),
      Operand("labels", "...", "The right classes, from 0.", scalar: .i32),
    ],
    result: Operand("loss", "", "One number, or with `reduction: none` one for each label."),
    attributes: [LossReduction.attribute, smoothing, weights, ignored])

  static let examples = [
    OpExample(
      inputs: [Tensor([2, 2], [0, 0, 800, 0]), Tensor([2], ints: [1, 0])],
      result: Tensor([], [0.3465736])),
    OpExample(
      ["reduction": "none", "label_smoothing": 0.5],
      inputs: [Tensor([2, 2], [0, 0, 8, 0]), Tensor([2], ints: [1, 0])],
      result: Tensor([2], [0.6931472, 2.0003353])),
    OpExample(
      ["class_weights": [1, 3], "ignore_index": -1],
      inputs: [Tensor([3, 2], [0, 0, 5, 5, 9, 0]), Tensor([3], ints: [1, 0, -1])],
      result: Tensor([], [0.6931472])),
    OpExample(
      ["reduction": "sum"],
      inputs: [
        Tensor([2, 2, 2], [0, 0, 1, 1, 2, 2, 3, 4]), Tensor([2, 2], ints: [0, 1, 1, 0]),
      ],
      lengths: [2, 1], result: Tensor([], [2.0794415])),
  ]

  let terms: CrossEntropyTerms
  let reduction: LossReduction

  init(_ attributes: AttributeReader) throws(OpError) {
    reduction = try attributes[LossReduction.attribute]
    terms = CrossEntropyTerms(
      smoothing: Float(try attributes[Self.smoothing]),
      weights: try attributes.optional(Self.weights)?.map { Float($0) } ?? [],
      ignored: try attributes.optional(Self.ignored))
  }

  func tail(_ inputs: [TensorType]) -> TensorType.Tail { .zero }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    let classes = try AxisBinding(Self.schema, inputs: inputs).fixedSize("classes")
    if !terms.weights.isEmpty, terms.weights.count != classes {
      throw OpError(
        .attribute("class_weights"),
        "`class_weights` has \(terms.weights.count) numbers, but {0} has \(classes) classes",
        notes: [.init(.input(0), "{0} is \(inputs[0].shapeDescription)")])
    }
    return [reduction.resultType(inputs[1].dims)]
  }

  func forward(_ call: KernelCall) {
    let (logits, labels, loss) = (call.input(0), call.input(1), call.result(0))
    let width = logits.width
    var (sum, weight) = (0.0, 0.0)
    forEachOwnStretch(of: [labels, logits, loss]) { first, rows in
      for row in 0..<rows {
        let label = Int(labels.ints[first[0] + row])
        let term = terms.loss(logits.floats + first[1] + row * width, label, classes: width)
        if reduction == .none { loss.floats[first[2] + row] = term }
        sum += Double(term)
        weight += Double(terms.weight(of: label, classes: width))
      }
    }
    switch reduction {
    case .mean: loss.floats[0] = weight == 0 ? 0 : Float(sum / weight)
    case .sum: loss.floats[0] = Float(sum)
    case .none: loss.zeroTails()
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    guard let dy = upstream[0] else { return [nil, nil] }
    let op = SoftmaxCrossEntropyGradient(
      terms: terms, reduction: reduction, type: builder.type(of: call.inputs[0]))
    return [try builder.append(op, call.inputs + [dy])[0], nil]
  }

  func flops(_ call: KernelCall) -> Double { Double(4 * call.input(0).count) }
}

/// The gradient of ``SoftmaxCrossEntropy`` by the logits; reads logits, labels and the gradient that
/// arrives, and computes the softmax again instead of keeping it.
struct SoftmaxCrossEntropyGradient: GradientOp {
  let name = "softmax_cross_entropy_gradient"
  let terms: CrossEntropyTerms
  let reduction: LossReduction
  /// The type of the logits.
  let type: TensorType

  var inPlacePairs: [(result: Int, input: Int)] { [(0, 0)] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { [type] }

  func forward(_ call: KernelCall) {
    let (logits, labels, dy, dx) = (call.input(0), call.input(1), call.input(2), call.result(0))
    let width = logits.width
    var factor = reduction == .none ? 1 : dy.floats[0]
    if reduction == .mean {
      var weight = 0.0
      forEachOwnStretch(of: [labels, labels, labels]) { first, rows in
        for row in 0..<rows {
          weight += Double(terms.weight(of: Int(labels.ints[first[0] + row]), classes: width))
        }
      }
      factor = weight == 0 ? 0 : factor / Float(weight)
    }
    forEachOwnStretch(of: [labels, logits, dy]) { first, rows in
      for row in 0..<rows {
        let start = first[1] + row * width
        terms.gradient(
          logits.floats + start, Int(labels.ints[first[0] + row]),
          factor: reduction == .none ? dy.floats[first[2] + row] : factor,
          into: dx.floats + start, classes: width)
      }
    }
    dx.zeroTails()
  }

  func flops(_ call: KernelCall) -> Double { Double(6 * call.input(0).count) }
}
