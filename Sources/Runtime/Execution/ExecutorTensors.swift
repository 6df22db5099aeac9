extension Executor {
  /// Fills an input from a padded tensor; steps past an example's end become zero.
  public func set(_ value: Value, to tensor: Tensor) {
    let view = view(value)
    precondition(
      (0..<view.rank).map(view.size) == tensor.shape,
      "`\(graph[value].name)` holds \((0..<view.rank).map(view.size)), not \(tensor.shape)")
    switch tensor.elements {
    case .floats(let floats): pack(floats, into: view.floats, view)
    case .ints(let ints): pack(ints, into: view.ints, view)
    }
  }

  /// A copy of a value as a padded tensor; steps that are not stored are zero.
  public func tensor(_ value: Value) -> Tensor {
    let view = view(value)
    let shape = (0..<view.rank).map(view.size)
    switch graph[value].type.scalar {
    case .f32: return Tensor(shape, padded(view.floats, view, zero: 0))
    case .i32: return Tensor(shape, ints: padded(view.ints, view, zero: 0))
    }
  }

  /// The only element of a value without axes, such as the loss.
  public func scalar(_ value: Value) -> Float { view(value).floats[0] }

  private func pack<Element>(
    _ elements: [Element], into target: UnsafeMutablePointer<Element>, _ view: TensorView
  ) where Element: ExpressibleByIntegerLiteral {
    guard view.isRagged else {
      target.update(from: elements, count: elements.count)
      return
    }
    let (steps, width) = (view.steps, view.stepSize)
    for example in 0..<steps.batch {
      let row = target + steps.start(example) * width
      let live = steps.length(example) * width
      let first = example * steps.paddedLength * width
      for index in 0..<live { row[index] = elements[first + index] }
      for index in live..<steps.extent(example) * width { row[index] = 0 }
    }
  }

  private func padded<Element>(
    _ source: UnsafeMutablePointer<Element>, _ view: TensorView, zero: Element
  ) -> [Element] {
    guard view.isRagged else {
      return Array(UnsafeBufferPointer(start: source, count: view.count))
    }
    let (steps, width) = (view.steps, view.stepSize)
    var elements = Array(
      repeating: zero, count: steps.batch * steps.paddedLength * width)
    for example in 0..<steps.batch {
      let row = source + steps.start(example) * width
      let first = example * steps.paddedLength * width
      for index in 0..<steps.extent(example) * width { elements[first + index] = row[index] }
    }
    return elements
  }
}
