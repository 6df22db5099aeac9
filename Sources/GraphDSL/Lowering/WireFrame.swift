/// The names of one mapping of nodes while it is being expanded.
struct WireFrame {
  /// What a name stands for.
  enum Binding: Sendable, Hashable {
    /// The node or input of that whole name.
    case wire(String)
    /// Something whose error was reported; readers stay silent.
    case failed
  }

  /// The names defined so far.
  var bindings: [String: Binding] = [:]
  /// Every key of the mapping, also those further down, with its place.
  let declared: [String: SourceSpan]
  /// What a node without `from` reads; nil where nothing is above.
  var previous: Binding?

  init(_ entries: [YAMLEntry], previous: Binding?) {
    declared = Dictionary(entries.map { ($0.key.value, $0.key.span) }) { first, _ in first }
    self.previous = previous
  }

  mutating func define(_ name: String, as binding: Binding?) {
    bindings[name] = binding
    previous = binding
  }
}
