/// Grows a graph node by node, with the names under which nodes and parameters are known.
public struct GraphBuilder: Sendable {
  /// What the graph is for: dropout and batch_norm differ.
  public enum Mode: String, Sendable, Hashable {
    case training
    case evaluation
  }

  /// The graph so far.
  public internal(set) var graph = Graph()
  /// What the graph is for.
  public let mode: Mode
  /// The name of the node being built; parameters are called `scope/name`.
  public private(set) var scope: String = ""

  /// An empty graph for `mode`.
  public init(mode: Mode) { self.mode = mode }

  /// The type of a value.
  public func type(of value: Value) -> TensorType { graph[value].type }

  /// Declares a value that each batch brings; steps past an example's end are zero.
  public mutating func input(_ name: String, _ type: TensorType) -> Value {
    graph.appendSource(Source(name: name, kind: .input, initializer: .zeros), type)
  }

  /// Declares a value that training changes, called `scope/name`.
  public mutating func parameter(
    _ name: String, _ shape: [Int], _ initializer: Initializer
  ) -> Value {
    source(name, shape, .parameter, initializer)
  }

  /// Declares a value that lives from run to run and changes only by ``update(_:to:)``.
  public mutating func state(_ name: String, _ shape: [Int], _ initializer: Initializer) -> Value {
    source(name, shape, .state, initializer)
  }

  /// A number that never changes.
  public mutating func constant(_ number: Float) -> Value {
    graph.appendSource(
      Source(name: "\(number)", kind: .constant(number), initializer: .zeros), TensorType([]))
  }

  /// Makes `state` take `value` when a run ends.
  public mutating func update(_ state: Value, to value: Value) {
    graph.updates.append(StateUpdate(state: state, value: value))
  }

  /// Appends a node and returns its results.
  ///
  /// - Throws: ``OpError`` when the op refuses the inputs.
  public mutating func append(
    _ op: some Op, _ inputs: [Value]
  ) throws(OpError) -> [Value] {
    let inputTypes = inputs.map { graph[$0].type }
    for type in inputTypes { try check(type, "read", by: op) }
    let types = try op.resultTypes(inputTypes)
    for type in types { try check(type, "make", by: op) }
    return graph.appendNode(op, inputs, name: scope, types: types)
  }

  /// Refuses what no memory holds, before a size is multiplied that came from a file.
  private func check(_ type: TensorType, _ verb: String, by op: some Op) throws(OpError) {
    guard type.rank <= TensorView.mostAxes else {
      throw OpError(
        .call,
        "`\(op.name)` would \(verb) \(type), but a value has at most \(TensorView.mostAxes) axes")
    }
    var count = 1
    for size in type.dims.compactMap(\.fixedSize) {
      let (larger, overflow) = count.multipliedReportingOverflow(by: size)
      count = overflow ? .max : larger
    }
    if count > Int(Int32.max) {
      throw OpError(
        .call, "`\(op.name)` would \(verb) \(type): that is more than \(Int32.max) elements")
    }
  }

  /// Runs `body` with `name` as the scope.
  public mutating func scoped<Result>(
    _ name: String, _ body: (inout GraphBuilder) throws(OpError) -> Result
  ) throws(OpError) -> Result {
    let outer = scope
    scope = name
    defer { scope = outer }
    return try body(&self)
  }

  /// Runs `body` with `suffix` appended to the scope by a dot, for a layer of a composite op.
  public mutating func nested<Result>(
    _ suffix: String, _ body: (inout GraphBuilder) throws(OpError) -> Result
  ) throws(OpError) -> Result {
    try scoped(scope.isEmpty ? suffix : "\(scope).\(suffix)", body)
  }

  private mutating func source(
    _ name: String, _ shape: [Int], _ kind: Source.Kind, _ initializer: Initializer
  ) -> Value {
    let qualified = scope.isEmpty ? name : "\(scope)/\(name)"
    return graph.appendSource(
      Source(name: qualified, kind: kind, initializer: initializer), TensorType(fixed: shape))
  }
}
