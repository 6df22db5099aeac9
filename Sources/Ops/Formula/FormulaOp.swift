import Runtime

/// A node that computes a formula element by element in one pass; operands repeat to fit each other.
struct FormulaOp: Op {
  let name: String
  let formula: Formula
  let label: String
  let inPlacePairs: [(result: Int, input: Int)]
  private let run: FormulaRun

  /// A node for operands of `types`.
  ///
  /// - Parameters:
  ///   - name: The op's name.
  ///   - formula: What it computes; it has one result.
  ///   - text: The formula as its user wrote it, for prints; nil to print the op's name.
  ///   - types: The operands' types.
  /// - Throws: ``OpError`` that blames an operand which does not fit.
  init(
    _ name: String, _ formula: Formula, text: String? = nil, types: [TensorType]
  ) throws(OpError) {
    (self.name, self.formula) = (name, formula)
    label = text.map { "\(name)[\($0)]" } ?? name
    let dims = try broadcastDims(name, types)
    let isRepeated = types.map { $0.dims != dims }
    run = FormulaRun(
      program: FormulaProgram(formula), isRepeated: isRepeated, isSummed: [false], guide: nil)
    inPlacePairs = isRepeated.indices.filter { !isRepeated[$0] }.map { (0, $0) }
  }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] {
    for (index, type) in inputs.enumerated() where type.scalar != .f32 {
      throw OpError(.input(index), "`\(name)` reads f32, but {\(index)} is \(type)")
    }
    var result = TensorType(try broadcastDims(name, inputs))
    let zeros = inputs.map { $0.isRagged && $0.tail == .zero }
    if result.isRagged, !formula.keepsZero(zeros) { result.tail = .arbitrary }
    return [result]
  }

  func forward(_ call: KernelCall) { run.run(call) }

  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    var gradients = [Value?](repeating: nil, count: call.inputs.count)
    guard let dy = upstream[0] else { return gradients }
    let wanted = call.inputs.indices.filter { call.wantsGradient[$0] }
    let (whole, owners) = formula.gradient(for: wanted)
    guard !owners.isEmpty else { return gradients }
    let (formula, used) = whole.compacted
    let values = call.inputs + [dy, call.results[0]]
    let op = FormulaGradient(
      name: "\(name)_gradient", formula: formula,
      guide: used.firstIndex(of: call.inputs.count) ?? 0,
      operands: used.map { builder.type(of: values[$0]) },
      results: owners.map { builder.type(of: call.inputs[$0]) })
    let results = try builder.append(op, used.map { values[$0] })
    for (owner, result) in zip(owners, results) { gradients[owner] = result }
    return gradients
  }

  func scratchCount(_ call: KernelCall) -> Int { run.scratchCount(call) }

  func flops(_ call: KernelCall) -> Double { run.flops(call) }
}

/// The gradients of all operands of a ``FormulaOp`` in one pass; that of an operand which was repeated
/// is a sum.
struct FormulaGradient: GradientOp {
  let name: String
  let label: String
  let inPlacePairs: [(result: Int, input: Int)]
  private let types: [TensorType]
  private let run: FormulaRun

  /// Reads `operands`, of which `guide` has all axes; makes one gradient for each of `results`.
  init(
    name: String, formula: Formula, guide: Int, operands: [TensorType], results: [TensorType]
  ) {
    self.name = name
    label = "\(name)[\(formula)]"
    types = results
    let dims = operands[guide].dims
    let (isRepeated, isSummed) = (operands.map { $0.dims != dims }, results.map { $0.dims != dims })
    run = FormulaRun(
      program: FormulaProgram(formula), isRepeated: isRepeated, isSummed: isSummed, guide: guide)
    inPlacePairs = isSummed.indices.filter { !isSummed[$0] }.flatMap { result in
      isRepeated.indices.filter { !isRepeated[$0] }.map { (result, $0) }
    }
  }

  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType] { types }

  func forward(_ call: KernelCall) { run.run(call) }

  func scratchCount(_ call: KernelCall) -> Int { run.scratchCount(call) }

  func flops(_ call: KernelCall) -> Double { run.flops(call) }
}
