/// Where a value, or the scratch memory of a node, lies in the arena.
public struct Placement: Sendable, Equatable {
  /// The value; nil for scratch memory.
  public let value: Value?
  /// The node that writes it; nil for an input.
  public let node: Int?
  /// Bytes from the start of the arena.
  public let offset: Int
  /// The bytes in use.
  public let bytes: Int
  /// The last node that reads it; nil when it is kept after the run.
  public let lastNode: Int?
}

extension Executor {
  /// The places of everything in the arena for the sizes prepared last: inputs, then what each node
  /// makes and its scratch memory, in order.
  public var placements: [Placement] {
    let stride = MemoryLayout<Float>.stride
    func placement(_ value: Value, node: Int?) -> Placement? {
      guard planner.isPlaced(value) else { return nil }
      let last = planner.lastUse(of: value)
      return Placement(
        value: value, node: node, offset: planner.offsets[value.index] * stride,
        bytes: view(value).count * stride, lastNode: last < graph.nodes.count ? last : nil)
    }
    var result = graph.sources(.input).compactMap { placement($0, node: nil) }
    for (index, node) in graph.nodes.enumerated() {
      result += node.results.compactMap { placement($0, node: index) }
      guard scratch[index] > 0 else { continue }
      result.append(
        Placement(
          value: nil, node: index, offset: planner.scratchOffsets[index] * stride,
          bytes: scratch[index] * stride, lastNode: index))
    }
    return result
  }
}
