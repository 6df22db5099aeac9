import Foundation

/// A place on the sheet: x to the right, y downwards, most drawings within -1...1.
typealias SketchPoint = SIMD2<Double>

/// Ideal paths, before a hand draws them.
///
/// Angles are in radians, clockwise on the sheet from the right, so that the top of a circle is at
/// -π/2.
enum Outline {
  /// The point of an ellipse at `angle`.
  static func polar(
    _ angle: Double, _ radius: SketchPoint, around center: SketchPoint = .zero
  ) -> SketchPoint {
    center + radius * SketchPoint(cos(angle), sin(angle))
  }

  /// The part of an ellipse that begins at angle `start` and turns by `sweep`.
  static func arc(
    _ center: SketchPoint, _ radius: SketchPoint, from start: Double, sweep: Double
  ) -> [SketchPoint] {
    let steps = max(4, Int(abs(sweep) * 10))
    return (0...steps).map {
      polar(start + sweep * Double($0) / Double(steps), radius, around: center)
    }
  }

  /// A smooth path through `knots`, which is a Catmull-Rom spline.
  static func curve(_ knots: [SketchPoint]) -> [SketchPoint] {
    guard knots.count > 2 else { return knots }
    var path = [knots[0]]
    for index in 0..<knots.count - 1 {
      let before = knots[max(index - 1, 0)]
      let (a, b) = (knots[index], knots[index + 1])
      let after = knots[min(index + 2, knots.count - 1)]
      for step in 1...8 {
        let t = Double(step) / 8
        let linear = t * (b - before)
        let square = t * t * (2 * before - 5 * a + 4 * b - after)
        let cube = t * t * t * (3 * a - before - 3 * b + after)
        path.append(a + 0.5 * (linear + square + cube))
      }
    }
    return path
  }

  /// The corners of a regular polygon, the first at angle `start`.
  static func corners(
    _ count: Int, _ radius: SketchPoint, from start: Double = -.pi / 2,
    around center: SketchPoint = .zero
  ) -> [SketchPoint] {
    (0..<count).map { polar(start + 2 * .pi * Double($0) / Double(count), radius, around: center) }
  }

  /// The corners of an upright rectangle, clockwise from the top left.
  static func box(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> [SketchPoint]
  {
    [
      SketchPoint(left, top), SketchPoint(right, top), SketchPoint(right, bottom),
      SketchPoint(left, bottom),
    ]
  }

  /// Outward bulges between neighbouring `anchors`, each `depth` times as far from `center`.
  static func bulges(
    _ anchors: [SketchPoint], around center: SketchPoint, depth: [Double]
  ) -> [SketchPoint] {
    var path = [anchors[0]]
    for index in 0..<anchors.count - 1 {
      let (a, b) = (anchors[index], anchors[index + 1])
      let control = center + ((a + b) / 2 - center) * (1 + depth[index % depth.count])
      for step in 1...10 {
        let t = Double(step) / 10
        path.append((1 - t) * (1 - t) * a + 2 * t * (1 - t) * control + t * t * b)
      }
    }
    return path
  }

  /// The same path with points every `step`, and its last.
  static func resampled(_ path: [SketchPoint], step: Double) -> [SketchPoint] {
    guard var last = path.first else { return [] }
    var points = [last]
    var rest = step
    for next in path.dropFirst() {
      var distance = length(next - last)
      while distance >= rest {
        last += (next - last) * (rest / distance)
        points.append(last)
        distance = length(next - last)
        rest = step
      }
      rest -= distance
      last = next
    }
    points.append(last)
    return points
  }

  /// The length of a vector.
  static func length(_ vector: SketchPoint) -> Double { (vector * vector).sum().squareRoot() }
}
