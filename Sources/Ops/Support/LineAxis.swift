import Runtime

/// The axis along which an op works line by line, such as the classes of a softmax.
struct LineAxis {
  static let attribute = Attribute<Int>(
    "axis", "The axis to work along; negative ones count from the last.", default: -1)

  /// The axis as given; negative ones count from the last.
  let axis: Int

  init(_ attributes: AttributeReader) throws(OpError) {
    axis = try attributes[Self.attribute]
  }

  /// The axis of a value of `type`, counted from the first.
  ///
  /// - Throws: ``OpError`` when there is no such axis or its size is not fixed.
  func index(in type: TensorType, of opName: String) throws(OpError) -> Int {
    let index = axis < 0 ? type.rank + axis : axis
    guard type.dims.indices.contains(index) else {
      throw OpError(
        .attribute("axis"), "`axis` is \(axis), but {0} is \(type.shapeDescription)",
        notes: [.init(.input(0), "{0} has \(type.rank) axes")])
    }
    guard type.dims[index].fixedSize != nil else {
      throw OpError(
        .input(0),
        "`\(opName)` needs a fixed size for axis \(axis), but {0} is \(type.shapeDescription)")
    }
    return index
  }

  /// The elements of a line of `view`, and how far apart they lie.
  func line(of view: TensorView) -> (count: Int, stride: Int) {
    let index = axis < 0 ? view.rank + axis : axis
    var stride = 1
    for inner in (index + 1)..<max(index + 1, view.rank) { stride *= view.size(inner) }
    return (view.size(index), stride)
  }

  /// Calls `body` with each line of the first inputs and of the result, all of the same axes.
  ///
  /// Lines that are not contiguous are copied into memory that is.
  func forEachLine(
    _ call: KernelCall, inputs inputCount: Int,
    _ body: (
      _ inputs: InlineArray<3, UnsafeMutablePointer<Float>>, _ result: UnsafeMutablePointer<Float>,
      _ count: Int
    ) -> Void
  ) {
    let (count, stride) = line(of: call.result(0))
    call.forEachRun(inputs: inputCount, unit: max(1, count * stride)) { run in
      guard stride > 1 else {
        for first in Swift.stride(from: 0, to: run.count, by: count) {
          body(run.inputs.advanced(by: first), run.result + first, count)
        }
        return
      }
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * count) { memory in
        guard let lines = memory.baseAddress else { return }
        let copies = InlineArray<3, UnsafeMutablePointer<Float>> { lines + $0 * count }
        let result = lines + 3 * count
        for block in Swift.stride(from: 0, to: run.count, by: count * stride) {
          for first in block..<block + stride {
            for input in 0..<inputCount {
              let source = run.inputs[input] + first
              for index in 0..<count { copies[input][index] = source[index * stride] }
            }
            body(copies, result, count)
            for index in 0..<count { run.result[first + index * stride] = result[index] }
          }
        }
      }
    }
  }
}

extension InlineArray<3, UnsafeMutablePointer<Float>> {
  fileprivate func advanced(by offset: Int) -> Self {
    [self[0] + offset, self[1] + offset, self[2] + offset]
  }
}
