extension LoweredModel {
  /// The node of the file that made what the graph calls `name`: `rnn` for `rnn.0.forward/kernel`.
  public func owner(of name: String) -> LoweredNode? {
    var part = Substring(name)
    while !part.isEmpty {
      if let node = nodes.first(where: { $0.spec.name.value == part }) { return node }
      guard let cut = part.lastIndex(where: { $0 == "." || $0 == "/" || $0 == ":" }) else {
        return nil
      }
      part = part[..<cut]
    }
    return nil
  }

  /// A problem that showed while the model ran: at a node's op, with the calls of blocks and steps of
  /// loops around it.
  ///
  /// - Parameters:
  ///   - message: What is wrong, in one sentence.
  ///   - node: The node; nil for a problem that has no place.
  ///   - hint: One thing to try.
  ///   - code: A stable name for tools.
  /// - Returns: The problem, an error.
  public func problem(
    _ message: String, at node: LoweredNode?, hint: String?, code: String
  ) -> Diagnostic {
    Diagnostic(
      message, at: node?.spec.op.span,
      notes: node?.spec.enclosures.reversed().compactMap(\.note) ?? [], hint: hint, code: code)
  }
}
