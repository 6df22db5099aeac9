/// Nodes in the order in which they run.
///
/// A node only uses values made before it, so a graph has no cycle, and the gradient, the memory
/// plan and the executor are one loop over an array each.
public struct Graph: Sendable {
  /// Everything that a node or a source makes, indexed by ``Value``.
  public internal(set) var values: [ValueInfo] = []
  /// The steps, in order.
  public internal(set) var nodes: [Node] = []
  /// States that take a new value when a run ends, such as running averages.
  public internal(set) var updates: [StateUpdate] = []

  /// An empty graph.
  public init() {}

  /// What is known of a value.
  public subscript(value: Value) -> ValueInfo { values[value.index] }

  /// The values that come from outside, of one kind, in order of declaration.
  public func sources(_ kind: Source.Kind) -> [Value] {
    values.indices.map(Value.init).filter { self[$0].source?.kind == kind }
  }

  /// The source called `name`.
  public func source(named name: String) -> Value? {
    values.firstIndex { $0.source?.name == name }.map(Value.init)
  }

  mutating func appendSource(_ source: Source, _ type: TensorType) -> Value {
    values.append(ValueInfo(name: source.name, type: type, source: source))
    return Value(index: values.count - 1)
  }

  mutating func appendNode(
    _ op: any Op, _ inputs: [Value], name: String, types: [TensorType]
  ) -> [Value] {
    let results = types.indices.map { Value(index: values.count + $0) }
    for (index, type) in types.enumerated() {
      let suffix = index == 0 ? "" : ":\(index)"
      values.append(ValueInfo(name: name + suffix, type: type, source: nil))
    }
    nodes.append(Node(name: name, op: op, inputs: inputs, results: results))
    return results
  }
}

/// The index of a value in its graph.
public struct Value: Hashable, Sendable {
  /// The index into ``Graph/values``.
  public let index: Int
}

/// What is known of a value before it is computed.
public struct ValueInfo: Sendable {
  /// The name of the source or of the node that makes it.
  public let name: String
  /// Elements and symbolic shape.
  public internal(set) var type: TensorType
  /// Where it comes from, when no node makes it.
  public let source: Source?
}

/// A value that comes from outside.
public struct Source: Sendable, Hashable {
  /// Who provides it.
  public enum Kind: Sendable, Hashable {
    /// The batch.
    case input
    /// The parameter store; trained.
    case parameter
    /// The parameter store; changed by ``Graph/updates`` alone.
    case state
    /// A number that never changes: the seed of a gradient.
    case constant(Float)
  }

  public let name: String
  public let kind: Kind
  /// How a parameter or state starts.
  public let initializer: Initializer
}

/// One step of a graph.
public struct Node: Sendable {
  /// The node's name in the model file, such as `convs.0.conv`; gradients carry their forward node's.
  public let name: String
  /// What it computes.
  public let op: any Op
  public let inputs: [Value]
  public let results: [Value]
}

/// A new value for a state, taken over when a run ends.
public struct StateUpdate: Sendable {
  public let state: Value
  public let value: Value
}

/// One use of an op: the values that it read and the values that it made.
public struct Call: Sendable {
  public let inputs: [Value]
  public let results: [Value]
  /// Whether anybody asks for the gradient of each input.
  public let wantsGradient: [Bool]
}
