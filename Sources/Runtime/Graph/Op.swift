/// One step of a graph: a shape rule, a kernel and a gradient rule.
///
/// A conforming type holds its attributes as stored properties, already checked, so its kernel never
/// looks anything up. There is no default ``gradient(of:upstream:in:)``: forgetting it must not
/// compile.
public protocol Op: Sendable {
  /// The name shown for a node, in `lower_snake_case`.
  var name: String { get }

  /// What prints show for a node instead of the name, where that does not say what it computes.
  var label: String { get }

  /// The types of the results.
  ///
  /// - Throws: ``OpError`` that blames an input or attribute.
  func resultTypes(_ inputs: [TensorType]) throws(OpError) -> [TensorType]

  /// Writes every stored element of every result; the executor zeroes the steps past an example's
  /// end of results whose type promises zeros there.
  func forward(_ call: KernelCall)

  /// Appends the nodes that carry `upstream` (one gradient a result, nil where none arrives) back
  /// through `call`, and returns the gradient of each input, or nil for one that has none.
  func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?]

  /// Whether the op holds gradients back on purpose, so that none is missing.
  var stopsGradient: Bool { get }

  /// How many steps past an example's end each input must store when `result` steps past the end
  /// are stored of the results. The default stores what it writes.
  func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int]

  /// Which steps of each input a step of the results depends on, asked only of inputs with steps
  /// when the results have steps too. The default is the step at the same place.
  func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField]

  /// What the results' own steps take from the steps past an example's end of each input, which is
  /// what lets padding into them. The default is what ``overhangs(ofInputs:result:)`` says of a
  /// result that stores none, and an op that then wants all is taken to count them.
  func tailReads(ofInputs inputs: [TensorType]) -> [TailRead]

  /// How many floats of scratch memory a call needs; its pointers are not set yet.
  func scratchCount(_ call: KernelCall) -> Int

  /// The inputs whose memory a result may take over when nobody reads them later, as
  /// (result, input) pairs: the kernel reads each element before it writes it.
  var inPlacePairs: [(result: Int, input: Int)] { get }

  /// Multiplications and additions of one call; its pointers are not set.
  func flops(_ call: KernelCall) -> Double
}

extension Op {
  public var stopsGradient: Bool { false }
  public var label: String { name }
  public func overhangs(ofInputs inputs: [TensorType], result: Int) -> [Int] {
    inputs.map { $0.isRagged ? result : 0 }
  }
  public func receptiveFields(ofInputs inputs: [TensorType]) -> [ReceptiveField] {
    inputs.map { _ in .step }
  }
  public func tailReads(ofInputs inputs: [TensorType]) -> [TailRead] {
    overhangs(ofInputs: inputs, result: 0).map {
      $0 == .max ? .extent : $0 > 0 ? .steps($0) : .none
    }
  }
  public func scratchCount(_ call: KernelCall) -> Int { 0 }
  public var inPlacePairs: [(result: Int, input: Int)] { [] }
  public func flops(_ call: KernelCall) -> Double { 0 }
}

/// An op that exists only in gradients.
///
/// Graphs are differentiated once, so it needs no gradient.
public protocol GradientOp: Op {}

extension GradientOp {
  public func gradient(
    of call: Call, upstream: [Value?], in builder: inout GraphBuilder
  ) throws(OpError) -> [Value?] {
    throw OpError(.call, "`\(name)` has no second derivative")
  }
}
