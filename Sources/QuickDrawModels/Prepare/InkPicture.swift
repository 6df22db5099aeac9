/// A drawing as text, two dots wide and four high a letter (the braille patterns of Unicode).
public enum InkPicture {
  /// The letters that show a drawing, row by row, without blanks at the ends of rows.
  ///
  /// - Parameters:
  ///   - ink: `[points, 3]`: dx, dy, end of stroke, as differences from a first point at the origin.
  ///   - columns: the letters of a row at most.
  ///   - rows: the rows at most; the proportions of the drawing are kept.
  /// - Returns: The rows; none for a drawing without points.
  public static func rows(of ink: [Float], columns: Int = 24, rows: Int = 12) -> [String] {
    guard ink.count >= Ink.columns, columns > 0, rows > 0 else { return [] }
    var path: [(x: Float, y: Float, isDrawn: Bool)] = [(0, 0, false)]
    var isDrawn = true
    for row in stride(from: 0, to: ink.count - 2, by: Ink.columns) {
      let last = path[path.count - 1]
      path.append((last.x + ink[row], last.y + ink[row + 1], isDrawn))
      isDrawn = ink[row + 2] < 0.5
    }
    let left = path.reduce(Float.infinity) { min($0, $1.x) }
    let top = path.reduce(Float.infinity) { min($0, $1.y) }
    let width = path.reduce(-Float.infinity) { max($0, $1.x) } - left
    let height = path.reduce(-Float.infinity) { max($0, $1.y) } - top
    let scale = min(
      Float(columns * 2 - 1) / max(width, 1e-6), Float(rows * 4 - 1) / max(height, 1e-6))
    var canvas = BrailleCanvas(columns: columns, rows: rows)
    // Numbers that no picture can show, such as 1e30 in a damaged drawing, land on the edge.
    func dot(_ value: Float, _ low: Float, _ limit: Int) -> Int {
      let place = ((value - low) * scale).rounded()
      return place.isFinite ? Int(min(max(place, 0), Float(limit - 1))) : 0
    }
    var last = (0, 0)
    for (index, point) in path.enumerated() {
      let place = (dot(point.x, left, columns * 2), dot(point.y, top, rows * 4))
      if point.isDrawn || index == 0 { canvas.line(from: index == 0 ? place : last, to: place) }
      last = place
    }
    return canvas.lines
  }
}
