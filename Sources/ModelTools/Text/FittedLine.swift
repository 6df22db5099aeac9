/// A line of fields, of which the least important are left out where there is no room.
public struct FittedLine {
  private var fields: [(text: String, importance: Int)] = []

  /// A line without fields.
  public init() {}

  /// Appends a field; the larger its importance, the longer it stays.
  public mutating func append(_ text: String, importance: Int) {
    fields.append((text, importance))
  }

  /// The fields in their order with two spaces between them.
  ///
  /// - Parameter width: The columns that there are; nil for as many as it takes.
  /// - Returns: The line; it is cut where even the most important field alone is too long.
  public func text(width: Int? = nil) -> String {
    var kept = fields
    func line() -> String { kept.map(\.text).joined(separator: "  ") }
    guard let width else { return line() }
    while line().count > width, kept.count > 1 {
      // Of equally important ones the last goes first.
      var least = 0
      for index in kept.indices where kept[index].importance <= kept[least].importance {
        least = index
      }
      kept.remove(at: least)
    }
    return String(line().prefix(width))
  }
}
