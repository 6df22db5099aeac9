import Runtime

/// Which node of A is which of B: the one of the same name, or one that differs in nothing else.
struct NodeMatching {
  /// The names in B of the nodes of A that are in both.
  private(set) var newNames: [String: String] = [:]

  /// Matches the nodes of two graphs, which run in order.
  ///
  /// A node counts as renamed when its op, attributes, shape and inputs, themselves renamed, are
  /// those of exactly one node that only B has, and it is the only such node that only A has.
  init(_ old: [ComparedNode], _ new: [ComparedNode]) {
    let (oldNames, names) = (Set(old.map(\.name)), Set(new.map(\.name)))
    for name in oldNames.intersection(names) { newNames[name] = name }
    let gone = old.filter { !names.contains($0.name) }
    let come = Dictionary(grouping: new.filter { !oldNames.contains($0.name) }) {
      Self.signature($0, inputs: $0.inputs)
    }
    guard !gone.isEmpty, !come.isEmpty else { return }
    // A group's new name renames its nodes in order: each is known before those that read it.
    var ambiguous: Set<String> = []
    var taken: [String: String] = [:]
    for node in gone {
      let signature = Self.signature(node, inputs: node.inputs.map { self.name(of: $0) })
      guard let candidates = come[signature], candidates.count == 1, let new = candidates.first,
        !ambiguous.contains(signature)
      else { continue }
      if let other = taken[signature] {
        newNames[other] = nil
        ambiguous.insert(signature)
      } else {
        newNames[node.name] = new.name
        taken[signature] = node.name
      }
    }
  }

  /// What a node or an input of A is called in B; its own name when it is not there.
  func name(of old: String) -> String { newNames[old] ?? old }

  private static func signature(_ node: ComparedNode, inputs: [String]) -> String {
    let attributes = node.call.attributes.map { "\($0.name)=\($0.value.shown)" }
    return ([node.call.op, node.shape] + attributes + ["("] + inputs).joined(separator: "\u{0}")
  }
}
