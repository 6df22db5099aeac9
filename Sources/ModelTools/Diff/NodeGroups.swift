import Runtime

/// Nodes of a loop to which the same happened, as one: `convs.{0-2}.conv`.
struct NodeGroup {
  /// The name of the node, or of all of them.
  let name: String
  /// The first of them.
  let change: NodeChange
  /// How many they are.
  let count: Int

  /// Puts together what differs in the step of one loop alone, where the first of it stands.
  static func groups(_ changes: [NodeChange]) -> [NodeGroup] {
    var order: [Key] = []
    var members: [Key: [NodeChange]] = [:]
    for (index, change) in changes.enumerated() {
      let key = Key(change) ?? Key(alone: index)
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(change)
    }
    return order.compactMap { key in
      guard let changes = members[key], let first = changes.first else { return nil }
      return NodeGroup(name: name(of: changes, first), change: first, count: changes.count)
    }
  }

  /// What must be the same for two nodes to be shown as one.
  private struct Key: Hashable {
    var text = ""
    var index = 0

    init(alone index: Int) { self.index = index + 1 }

    /// Nil for a node that is in no loop, or was renamed.
    init?(_ change: NodeChange) {
      guard NodeGroup.step(in: change.name) != nil, change.oldName == nil else { return nil }
      let details = change.details.map { detail in
        [detail.name, Self.text(detail.old, detail), Self.text(detail.new, detail)]
      }
      // An added node reads the same step's nodes.
      let call = change.details.isEmpty ? NodeGroup.withoutSteps(change.text) : ""
      text =
        ([change.part, NodeGroup.withoutSteps(change.name), change.sign.rawValue, call]
        + [change.details.isEmpty ? change.shape : ""] + details.flatMap { $0 })
        .joined(separator: "\u{0}")
    }

    private static func text(_ value: AttributeValue?, _ detail: ValueChange) -> String {
      let text = value?.shown ?? ""
      return detail.name == "from" ? NodeGroup.withoutSteps(text) : text
    }
  }

  private static func name(of changes: [NodeChange], _ first: NodeChange) -> String {
    guard changes.count > 1 else { return first.name }
    var parts = first.name.split(separator: ".").map(String.init)
    guard let place = parts.firstIndex(where: { Int($0) != nil }) else { return first.name }
    let steps = changes.compactMap { step(in: $0.name) }
    let isRow = steps == Array((steps.first ?? 0)...(steps.last ?? 0))
    parts[place] =
      isRow && steps.count > 2
      ? "{\(steps.first ?? 0)-\(steps.last ?? 0)}"
      : "{" + steps.map(String.init).joined(separator: ",") + "}"
    return parts.joined(separator: ".")
  }

  /// The step of the outermost loop that a name stands in.
  private static func step(in name: String) -> Int? {
    name.split(separator: ".").lazy.compactMap { Int($0) }.first
  }

  /// The names in a text with `*` for the first step of each: `convs.1.drop` becomes `convs.*.drop`.
  static func withoutSteps(_ text: String) -> String {
    text.replacing(/([A-Za-z_]\w*)\.\d+(?!\w)/) { "\($0.1).*" }
  }
}
