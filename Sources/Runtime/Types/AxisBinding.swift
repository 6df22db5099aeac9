/// The named axes of one call, such as `batch` or `time`, bound from the inputs' shapes.
///
/// An operand's pattern lists its axes by name: `batch time in`. Axes of one name agree in size.
/// `...` stands for any number of axes, the same in every operand that uses it.
public struct AxisBinding {
  private var axes: [String: (dim: Dim, source: OpError.Argument)] = [:]
  private var ellipsis: (dims: [Dim], source: OpError.Argument)?
  private let opName: String

  /// Binds every input of a call to the pattern of its operand.
  ///
  /// - Throws: ``OpError`` that blames the input whose type, rank or size does not fit.
  public init(_ schema: OpSchema, inputs: [TensorType]) throws(OpError) {
    opName = schema.name
    let operands = try schema.operands(for: inputs.count)
    for (index, operand) in operands.enumerated() {
      try bind(operand, to: inputs[index], at: index)
    }
  }

  /// The axis called `name`, which some input or the op itself has bound.
  public subscript(name: String) -> Dim {
    get {
      guard let axis = axes[name] else { preconditionFailure("nothing binds the axis `\(name)`") }
      return axis.dim
    }
    set { axes[name] = (newValue, .call) }
  }

  /// The size of an axis that parameters depend on, such as the channels.
  ///
  /// - Throws: ``OpError`` that blames the input when the size is not fixed.
  public func fixedSize(_ name: String) throws(OpError) -> Int {
    guard let size = self[name].fixedSize else {
      let source = axes[name]?.source ?? .call
      throw OpError(
        source, "`\(opName)` needs a fixed size for its axis `\(name)`, not `\(self[name])`")
    }
    return size
  }

  /// The shape that a pattern stands for once its axes are bound.
  public func dims(of operand: Operand) -> [Dim] {
    operand.axes.flatMap { $0 == "..." ? ellipsis?.dims ?? [] : [self[$0]] }
  }

  private mutating func bind(
    _ operand: Operand, to type: TensorType, at index: Int
  ) throws(OpError) {
    guard operand.scalar == type.scalar else {
      throw OpError(
        .input(index),
        "`\(opName)` reads \(operand.scalar.rawValue) for `\(operand.name)`, but {\(index)} is "
          + "\(type)")
    }
    guard let split = operand.axes.firstIndex(of: "...") else {
      try check(rank: operand.axes.count, exact: true, operand, type, index)
      return try bind(operand.axes[...], to: type.dims[...], index)
    }
    let (before, after) = (operand.axes[..<split], operand.axes[(split + 1)...])
    try check(rank: before.count + after.count, exact: false, operand, type, index)
    try bind(before, to: type.dims.prefix(before.count), index)
    try bind(after, to: type.dims.suffix(after.count), index)
    let middle = Array(type.dims.dropFirst(before.count).dropLast(after.count))
    if let ellipsis, ellipsis.dims != middle {
      throw OpError(
        .input(index),
        "`\(opName)` reads equal shapes, but {\(index)} is \(type.shapeDescription)",
        notes: [.init(ellipsis.source, "the other one is \(TensorType(ellipsis.dims))")])
    }
    if ellipsis == nil { ellipsis = (middle, .input(index)) }
  }

  private mutating func bind(
    _ names: ArraySlice<String>, to dims: ArraySlice<Dim>, _ index: Int
  ) throws(OpError) {
    for (name, dim) in zip(names, dims) {
      if let bound = axes[name], bound.dim != dim {
        throw OpError(
          .input(index),
          "`\(opName)` needs `\(name)` = \(bound.dim), but {\(index)} has \(dim) there",
          notes: [.init(bound.source, "`\(name)` is \(bound.dim) here")])
      }
      axes[name] = axes[name] ?? (dim, .input(index))
    }
  }

  private func check(
    rank: Int, exact: Bool, _ operand: Operand, _ type: TensorType, _ index: Int
  ) throws(OpError) {
    guard exact ? type.rank == rank : type.rank >= rank else {
      let axes = operand.axes.joined(separator: ", ")
      let wanted = exact ? "rank \(rank)" : "rank \(rank) or more"
      throw OpError(
        .input(index),
        "`\(opName)` reads [\(axes)] (\(wanted)), but {\(index)} is \(type.shapeDescription) "
          + "(rank \(type.rank))",
        hint: operand.axes.contains("time") && !type.isRagged && type.rank == rank - 1
          ? "it has no steps; read a node from before they were reduced to one" : nil)
    }
  }
}

extension OpSchema {
  /// The operand that stands for each of `count` inputs.
  ///
  /// - Throws: ``OpError`` when the op does not take so many.
  public func operands(for count: Int) throws(OpError) -> [Operand] {
    if isVariadic, let last = inputs.last, count >= inputs.count {
      return inputs + Array(repeating: last, count: count - inputs.count)
    }
    let fewest = inputs.count { !$0.isOptional }
    guard (fewest...inputs.count).contains(count) else {
      let names = inputs.map { "`\($0.name)`" }.joined(separator: ", ")
      let range = fewest < inputs.count ? "\(fewest) to \(inputs.count)" : "\(inputs.count)"
      let wanted = isVariadic ? "at least \(inputs.count)" : range
      let noun = inputs.count == 1 ? "input" : "inputs"
      throw OpError(
        count > inputs.count ? .input(inputs.count) : .call,
        "`\(name)` takes \(wanted) \(noun) (\(names)), not \(count)",
        hint: inputs.count == 1 && count > 1 ? "`concat` or `add` make one of several" : nil)
    }
    return Array(inputs.prefix(count))
  }
}
