import QuickDrawModels

/// A drawing as strokes in a square.
struct DrawingSVG {
  private static let size = 100.0
  private static let margin = 6.0

  /// The picture of a drawing of a set.
  ///
  /// - Parameters:
  ///   - index: Its place in the set.
  ///   - dataset: The set.
  ///   - title: What a reader who cannot see it is told.
  /// - Returns: The element; nil when the drawing cannot be read again.
  static func text(of index: Int, in dataset: Dataset, title: String) -> String? {
    guard let strokes = strokes(of: index, in: dataset) else { return nil }
    return "<svg class=\"drawing\" viewBox=\"0 0 \(Markup.number(size)) \(Markup.number(size))\" "
      + "role=\"img\"><title>\(Markup.escaped(title))</title><path d=\"\(path(strokes))\"/></svg>"
  }

  private typealias Stroke = [(x: Double, y: Double)]

  private static func strokes(of index: Int, in dataset: Dataset) -> [Stroke]? {
    if let drawing = try? dataset.source.drawing(at: index) {
      return (0..<drawing.strokeCount).map { stroke in
        drawing.stroke(stroke).map { (Double(drawing.xs[$0]), Double(drawing.ys[$0])) }
      }
    }
    // What a model reads: differences, from which the proportions are lost.
    var rows: [Float] = []
    var reader = dataset.source.reader()
    guard (try? reader.append(index, to: &rows)) != nil, !rows.isEmpty else { return nil }
    var (x, y) = (0.0, 0.0)
    var strokes: [Stroke] = [[(x, y)]]
    for row in stride(from: 0, to: rows.count - 2, by: Ink.columns) {
      (x, y) = (x + Double(rows[row]), y + Double(rows[row + 1]))
      strokes[strokes.count - 1].append((x, y))
      if rows[row + 2] >= 0.5 { strokes.append([]) }
    }
    return strokes.filter { !$0.isEmpty }
  }

  private static func path(_ strokes: [Stroke]) -> String {
    let points = strokes.joined().filter { $0.x.isFinite && $0.y.isFinite }
    guard let left = points.map(\.x).min(), let right = points.map(\.x).max(),
      let top = points.map(\.y).min(), let bottom = points.map(\.y).max()
    else { return "" }
    let scale = (size - 2 * margin) / max(right - left, bottom - top, 1e-9)
    let (dx, dy) = ((size - (right - left) * scale) / 2, (size - (bottom - top) * scale) / 2)
    return strokes.map { stroke in
      stroke.filter { $0.x.isFinite && $0.y.isFinite }.enumerated().map { index, point in
        let (x, y) = ((point.x - left) * scale + dx, (point.y - top) * scale + dy)
        // A stroke of one point is a dot: a line without length with round ends.
        let dot = index == 0 && stroke.count == 1 ? "h0.1" : ""
        return "\(index == 0 ? "M" : "L")\(Markup.number(x)) \(Markup.number(y))\(dot)"
      }.joined()
    }.joined()
  }
}
