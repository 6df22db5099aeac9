import Runtime

/// Prints where everything lies in memory, one value a line: what `show --stage plan` shows.
public enum PlanPrinter {
  /// The arena and its contents in the order in which they are made.
  ///
  /// - Parameters:
  ///   - executor: Prepared for `batch` drawings of `length` points each.
  ///   - batch: The drawings, for the title.
  ///   - length: Their points, for the title.
  /// - Returns: The text.
  public static func text(_ executor: Executor, batch: Int, length: Int) -> String {
    let graph = executor.graph
    let names = ValueNames(graph)
    let bytes = executor.arenaCount * MemoryLayout<Float>.stride
    let total = executor.placements.reduce(0) { $0 + $1.bytes }
    var rows = [["offset", "bytes", "nodes", "value", "type"]]
    rows += executor.placements.map { place in
      let first = place.node.map(String.init) ?? "start"
      let last = place.lastNode.map(String.init) ?? "end"
      let node = place.node.map { graph.nodes[$0].name } ?? ""
      return [
        String(place.offset), String(place.bytes), "\(first)-\(last)",
        place.value.map { names[$0] } ?? "(scratch of \(node))",
        place.value.map { graph[$0].type.description } ?? "",
      ]
    }
    let title = """
      plan for \(batch) drawings of \(length) points: an arena of \(bytes) bytes for \(total) bytes \
      of values

      """
    return ([title] + aligned(rows)).map { $0 + "\n" }.joined()
  }

  /// Columns of equal width, the first three aligned on the right.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let spaces = String(repeating: " ", count: widths[column] - text.count)
        return column < 3 ? spaces + text : text + spaces
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
