import Runtime

/// `y[…, c] = on` where `ids[…] = c`, else `off`.
///
/// An id that is no class gives NaN, which the training loop reports with this node's name.
struct OneHot: PrimitiveOp {
  static let classes = Attribute<Int>(
    "classes", "Size of the result's last axis: ids are below it.", least: 1, most: 1e6)
  static let on = Attribute<Double>("on", "The number at an id's place.", default: 1)
  static let off = Attribute<Double>("off", "The number at the other places.", default: 0)

  static let schema = OpSchema(
    "one_hot", "Makes a vector for each id that differs only at the id's place.",
    formula: "y[…, c] = on where ids[…] = c, else off",
    group: .shape, inputs: [Operand("ids", "...", "class numbers from 0", scalar: .i32)],
    result: Operand("y", "... classes"), attributes: [classes, on, off])

  static let examples = [
    OpExample(
      ["classes": 3], inputs: [Tensor([2], ints: [2, 0])],
      result: Tensor([2, 3], [0, 0, 1, 1, 0, 0])),
    OpExample(
      ["classes": 2], inputs: [Tensor([2, 2], ints: [1, 0, 1, 0])], lengths: [2, 1],
      result: Tensor([2, 2, 2], [0, 1, 1, 0, 0, 1, 0, 0])),
    OpExample(
      ["classes": 2, "on": 0.9, "off": 0.1], inputs: [Tensor([1], ints: [1])],
      result: Tensor([1, 2], [0.1, 0.9])),
  ]

  private let classes: Int
  private let on: Float
  private let off: Float

  init(_ attributes: AttributeReader) throws(OpError) {
    classes = try attributes[Self.classes]
    on = Float(try attributes[Self.on])
    off = Float(try attributes[Self.off])
  }

  func derive(_ axes: inout AxisBinding) throws(OpError) { axes["classes"] = .fixed(classes) }

  func forward(_ call: KernelCall) {
    let (ids, y) = (call.input(0), call.result(0))
    y.floats.update(repeating: off, count: y.count)
    forEachRun(of: y, with: ids) { first, firstOfIDs, _, rows in
      for row in 0..<rows {
        let (id, target) = (Int(ids.ints[firstOfIDs + row]), y.floats + first + row * classes)
        if (0..<classes).contains(id) {
          target[id] = on
        } else {
          target.update(repeating: .nan, count: classes)
        }
      }
    }
  }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] { [nil] }
}
