import Runtime

/// A call of a block or a step of a loop in which a node stands.
public struct Enclosure: Sendable, Hashable {
  /// What it is.
  public enum Kind: Sendable, Hashable {
    /// A call of the block of that name.
    case call(block: String)
    /// A step of a loop, counted from 0, and what its variables stand for.
    case step(Int, variables: [String: AttributeValue])
  }

  /// The whole name of the call or of the loop, at its key.
  public let name: Located<String>
  /// Call or step.
  public let kind: Kind
  /// The op of the call, or what stands behind the loop's `for`.
  public let span: SourceSpan

  /// Whether it is the call of a block.
  public var isCall: Bool { if case .call = kind { true } else { false } }

  /// What to say of it beside a problem inside; nothing for a loop's first step, which is as good as
  /// any other.
  var note: Diagnostic.Note? {
    switch kind {
    case .call(let block): return .init("in block `\(block)`, called from here", at: span)
    case .step(0, _): return nil
    case .step(let number, let variables):
      let values = variables.sorted { $0.key < $1.key }.map { "`\($0.key)` is \($0.value)" }
      let list = values.joined(separator: values.count == 2 ? " and " : ", ")
      return .init(
        "in step \(number) of `\(name.value)`" + (list.isEmpty ? "" : ", where \(list)"), at: span)
    }
  }
}

extension Diagnostics {
  /// Says of every problem reported since `start` where its node stands.
  ///
  /// A place in a block that was reported before is not reported for another call: the mistake is one.
  ///
  /// - Parameters:
  ///   - start: How many problems there were before.
  ///   - enclosures: What the node stands in, outermost first.
  mutating func place(from start: Int, in enclosures: [Enclosure]) {
    guard all.count > start, !enclosures.isEmpty else { return }
    struct Key: Hashable {
      let code: String
      let span: SourceSpan?
    }
    let isInBlock = enclosures.contains(where: \.isCall)
    let seen = Set(isInBlock ? all[..<start].map { Key(code: $0.code, span: $0.span) } : [])
    let notes = enclosures.reversed().compactMap(\.note)
    revise(from: start) { problem in
      guard !seen.contains(Key(code: problem.code, span: problem.span)) else { return nil }
      var problem = problem
      problem.notes += notes
      return problem
    }
  }
}
