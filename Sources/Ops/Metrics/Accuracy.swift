import Runtime

/// `y = share of rows in which fewer than k logits are larger than that of the label`.
///
/// Logits that equal the label's do not count against it. Steps past an example's end do not count;
/// of no rows the accuracy is 0. A label that is no class gives NaN.
struct Accuracy: PrimitiveOp {
  static let k = Attribute<Int>(
    "k", "How many of the highest scores may hold the right class.", default: 1, least: 1)

  static let schema = OpSchema(
    "accuracy", "Gives the share of predictions that are right.",
    formula: "y = share of rows in which fewer than k logits are larger than that of the label",
    group: .metric,
    inputs: [
      Operand("logits", "... classes", "Scores or probabilities."),
      Operand("labels", "...", "The right classes, from 0.", scalar: .i32),
    ],
    result: Operand("y", "", "From 0 to 1."), attributes: [k])

  static let examples = [
    OpExample(
      inputs: [
        Tensor([4, 3], [1, 3, 2, 5, 0, 0, 0, 0, 7, 4, 4, 1]), Tensor([4], ints: [1, 2, 2, 0]),
      ],
      result: Tensor([], [0.75])),
    OpExample(
      ["k": 2], inputs: [Tensor([2, 3], [1, 3, 2, 5, 4, 0]), Tensor([2], ints: [2, 2])],
      result: Tensor([], [0.5])),
    OpExample(
      inputs: [
        Tensor([2, 2, 2], [0, 1, 1, 0, 3, 2, 9, 0]), Tensor([2, 2], ints: [1, 1, 0, 1]),
      ],
      lengths: [2, 1], result: Tensor([], [0.6666667])),
  ]

  let k: Int

  init(_ attributes: AttributeReader) throws(OpError) { k = try attributes[Self.k] }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    _ = try AxisBinding(Self.schema, inputs: inputs).fixedSize("classes")
    return [TensorType([])]
  }

  func forward(_ call: KernelCall) {
    let (logits, labels, y) = (call.input(0), call.input(1), call.result(0))
    let width = logits.width
    var (correct, count, isUnknown) = (0, 0, false)
    forEachOwnStretch(of: [labels, logits, y]) { first, rows in
      count += rows
      for row in 0..<rows {
        let x = logits.floats + first[1] + row * width
        let label = Int(labels.ints[first[0] + row])
        guard (0..<width).contains(label) else {
          isUnknown = true
          continue
        }
        if isRight(x, x[label], classes: width) { correct += 1 }
      }
    }
    y.floats[0] = isUnknown ? .nan : Float(Double(correct) / Double(max(1, count)))
  }

  private func isRight(_ x: UnsafePointer<Float>, _ own: Float, classes: Int) -> Bool {
    var larger = 0
    for index in 0..<classes where x[index] > own { larger += 1 }
    return larger < k && !own.isNaN
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] { [nil, nil] }
}
