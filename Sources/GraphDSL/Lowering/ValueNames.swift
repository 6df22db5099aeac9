import Runtime

/// A name for each value of a graph that no other value of it has.
///
/// Gradients carry the names of their forward nodes; those that come later get `#2`, `#3`, ….
struct ValueNames {
  private var names: [Int: String] = [:]

  /// Names for what the nodes read and make.
  init(_ graph: Graph) {
    var uses: [String: Int] = [:]
    let sources = graph.values.indices.filter { graph.values[$0].source != nil }
    for index in sources + graph.nodes.flatMap({ $0.results.map(\.index) }) {
      let own = graph.values[index].name
      let name = own.isEmpty ? "value" : own
      uses[name, default: 0] += 1
      let count = uses[name, default: 1]
      names[index] = count == 1 ? name : "\(name)#\(count)"
    }
  }

  /// The name of a value.
  subscript(value: Value) -> String { names[value.index] ?? "%\(value.index)" }
}
