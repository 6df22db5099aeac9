/// Where the names of a graph were written.
public struct SourceMap: Sendable {
  private var places: [String: SourceSpan] = [:]
  private var enclosures: [String: [Enclosure]] = [:]

  /// An empty map.
  public init() {}

  mutating func record(_ name: Located<String>, in enclosures: [Enclosure] = []) {
    places[name.value] = name.span
    if !enclosures.isEmpty { self.enclosures[name.value] = enclosures }
  }

  /// The calls of blocks and the steps of loops around a node, outermost first.
  public func enclosures(of node: String) -> [Enclosure] { enclosures[node] ?? [] }

  /// The place of a node, an input, or the node to which a parameter or inner node belongs:
  /// `rnn.0.forward/kernel` is found at `rnn`.
  public func span(of name: String) -> SourceSpan? {
    var name = Substring(name)
    while !name.isEmpty {
      if let place = places[String(name)] { return place }
      guard let cut = name.lastIndex(where: { $0 == "." || $0 == "/" || $0 == ":" }) else {
        return nil
      }
      name = name[..<cut]
    }
    return nil
  }
}
