import Runtime

extension ModelSummary.Padding {
  /// The cell of a table: what the node reads past an example's end, or that it follows from such.
  public var text: String {
    switch read {
    case .steps(let count): "reads \(count)"
    case .extent: "reads all"
    case .none: isReached ? "reached" : ""
    }
  }

  /// The state as a script reads it.
  public var json: JSONValue {
    let reads: JSONValue =
      switch read {
      case .steps(let count): .integer(count)
      case .extent: "all"
      case .none: 0
      }
    return ["fills": .bool(fillsTail), "reads": reads, "reached": .bool(isReached)]
  }
}
