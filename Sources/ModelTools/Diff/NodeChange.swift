import Runtime

/// A node on two sides.
public struct NodeChange: Sendable, Equatable {
  /// `graph`, `loss`, `metrics` or `outputs`.
  public let part: String
  /// Its name: in B, or in A when B does not have it.
  public let name: String
  /// Its name in A when it was renamed.
  public let oldName: String?
  /// The whole node as B has it, or as A has it when B does not.
  public let text: String
  /// The shape of its result there.
  public let shape: String
  /// Its trained elements there.
  public let parameters: Int
  /// What happened to it.
  public let sign: DiffSign
  /// What differs: `op`, `from`, attributes, `shape`, `parameters`.
  public let details: [ValueChange]

  /// A node that one side has.
  init(_ node: ComparedNode, _ sign: DiffSign) {
    self.init(node, sign, oldName: nil, details: [])
  }

  private init(
    _ node: ComparedNode, _ sign: DiffSign, oldName: String?, details: [ValueChange]
  ) {
    part = node.part.rawValue
    name = node.name
    self.oldName = oldName
    text = node.text
    shape = node.shape
    parameters = node.parameters
    self.sign = sign
    self.details = details
  }

  /// The nodes of two models, in B's order; what only A has stands where it was.
  static func changes(_ old: [ComparedNode], _ new: [ComparedNode]) -> [NodeChange] {
    let inGraph = NodeMatching(old.filter { $0.part == .graph }, new.filter { $0.part == .graph })
    func changes(_ part: ComparedNode.Part) -> [NodeChange] {
      let (old, new) = (old.filter { $0.part == part }, new.filter { $0.part == part })
      let names = part == .graph ? inGraph : NodeMatching(old, new)
      return merged(old, new, names) { inGraph.name(of: $0) }
    }
    return [.graph, .loss, .metrics, .outputs].flatMap { changes($0) }
  }

  private static func merged(
    _ old: [ComparedNode], _ new: [ComparedNode], _ matching: NodeMatching,
    _ rename: (String) -> String
  ) -> [NodeChange] {
    var partners: [String: ComparedNode] = [:]
    for node in old { if let name = matching.newNames[node.name] { partners[name] = node } }
    var changes: [NodeChange] = []
    var rest = old[...]
    for node in new {
      guard let partner = partners[node.name] else {
        changes.append(NodeChange(node, .added))
        continue
      }
      // What only A has stands before the node that followed it there.
      if let place = rest.firstIndex(where: { $0.name == partner.name }) {
        changes += rest[..<place].filter { matching.newNames[$0.name] == nil }
          .map { NodeChange($0, .removed) }
        rest = rest[(place + 1)...]
      }
      changes.append(NodeChange(partner, node, rename))
    }
    let known = Set(changes.filter { $0.sign == .removed }.map(\.name))
    return changes
      + old.filter { matching.newNames[$0.name] == nil && !known.contains($0.name) }
      .map { NodeChange($0, .removed) }
  }

  /// A node that both sides have.
  private init(_ old: ComparedNode, _ new: ComparedNode, _ rename: (String) -> String) {
    var details: [ValueChange] = []
    func add(_ name: String, _ old: AttributeValue, _ new: AttributeValue) {
      let change = ValueChange(name: name, old: old, new: new)
      if change.sign != .same { details.append(change) }
    }
    if old.call.op == new.call.op {
      details = ValueChange.pairs(old.call.attributes, new.call.attributes)
        .filter { $0.sign != .same }
    } else {
      add("op", .string(old.call.text), .string(new.call.text))
    }
    let inputs = old.inputs.map { AttributeValue.string(rename($0)) }
    add("from", .list(inputs), .list(new.inputs.map { .string($0) }))
    add("shape", .string(old.shape), .string(new.shape))
    add("parameters", .int(old.parameters), .int(new.parameters))
    let isRenamed = old.name != new.name
    self.init(
      new, details.isEmpty && !isRenamed ? .same : .changed,
      oldName: isRenamed ? old.name : nil, details: details)
  }
}
