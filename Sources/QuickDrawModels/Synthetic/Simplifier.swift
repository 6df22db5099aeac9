import Foundation

/// Turns the dense strokes of a sketch into few whole numbers, as Quick, Draw!'s simplified files
/// hold them: the larger side spans 0...255, and points less than a distance off the line between
/// their neighbours are left out.
enum Simplifier {
  /// The numbers of points that a drawing may have.
  static let pointCounts = 5...120

  /// The simplified strokes of a drawing of `word`.
  static func drawing(
    of strokes: [[SketchPoint]], word: String, keyID: String
  ) -> Drawing {
    let fitted = fit(strokes)
    // Two is the official distance; it gives way to keep the number of points in bounds.
    var tolerance = 2.0
    var drawing = simplified(fitted, tolerance)
    for _ in 0..<24 where !pointCounts.contains(drawing.pointCount) {
      tolerance *= drawing.pointCount < pointCounts.lowerBound ? 0.6 : 1.3
      drawing = simplified(fitted, tolerance)
    }
    drawing.word = word
    drawing.keyID = keyID
    return drawing
  }

  private static func fit(_ strokes: [[SketchPoint]]) -> [[SketchPoint]] {
    var low = SketchPoint(repeating: .infinity)
    var high = -low
    for stroke in strokes {
      for point in stroke {
        low = SketchPoint(min(low.x, point.x), min(low.y, point.y))
        high = SketchPoint(max(high.x, point.x), max(high.y, point.y))
      }
    }
    let scale = 255 / (high - low).max()
    return strokes.map { $0.map { ($0 - low) * scale } }
  }

  private static func simplified(_ strokes: [[SketchPoint]], _ tolerance: Double) -> Drawing {
    var drawing = Drawing()
    for stroke in strokes {
      var points = kept(stroke, tolerance).map { $0.rounded(.toNearestOrAwayFromZero) }
      for index in points.indices.dropFirst().reversed() where points[index] == points[index - 1] {
        points.remove(at: index)
      }
      // No stroke of the real files has a single point.
      if points.count == 1 { points.append(points[0] + SketchPoint(points[0].x < 255 ? 1 : -1, 0)) }
      drawing.appendStroke(xs: points.map { Float($0.x) }, ys: points.map { Float($0.y) })
    }
    return drawing
  }

  /// The points that the algorithm of Ramer, Douglas and Peucker keeps.
  private static func kept(_ points: [SketchPoint], _ tolerance: Double) -> [SketchPoint] {
    var isKept = [Bool](repeating: false, count: points.count)
    isKept[0] = true
    isKept[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (first, last) = open.popLast() {
      guard let place = farthest(points, first, last, tolerance) else { continue }
      isKept[place] = true
      open.append((first, place))
      open.append((place, last))
    }
    return zip(points, isKept).compactMap { $1 ? $0 : nil }
  }

  /// The point between two others that is farthest from their line, if more than `tolerance`.
  private static func farthest(
    _ points: [SketchPoint], _ first: Int, _ last: Int, _ tolerance: Double
  ) -> Int? {
    let chord = points[last] - points[first]
    let length = Outline.length(chord)
    // Distances from a line are compared as areas, which takes no division.
    var worst = length > 0 ? tolerance * length : tolerance
    var place: Int?
    for index in first + 1..<max(last, first + 1) {
      let offset = points[index] - points[first]
      let size =
        length > 0 ? abs(offset.x * chord.y - offset.y * chord.x) : Outline.length(offset)
      if size > worst { (worst, place) = (size, index) }
    }
    return place
  }
}
