import Foundation

/// Categories of straight sides.
enum PolygonSketches {
  @Sendable static func triangle(_ sketch: inout Sketch) {
    let apex = sketch.happens(0.25) ? sketch.near(0, 0.8) : sketch.near(0, 0.15)
    sketch.polygon(
      [SketchPoint(apex, -0.9), SketchPoint(0.9, 0.8), SketchPoint(-0.9, 0.8)], jitter: 0.08)
  }

  @Sendable static func square(_ sketch: inout Sketch) {
    sketch.polygon(Outline.box(-0.9, -0.9, 0.9, 0.9), jitter: 0.06)
  }

  @Sendable static func hexagon(_ sketch: inout Sketch) {
    let start = sketch.happens(0.5) ? -Double.pi / 2 : 0
    sketch.polygon(Outline.corners(6, [1, 1], from: start), jitter: 0.08)
  }

  @Sendable static func octagon(_ sketch: inout Sketch) {
    sketch.polygon(Outline.corners(8, [1, 1], from: .pi / 8), jitter: 0.06)
  }

  /// A rhombus, or a cut gem.
  @Sendable static func diamond(_ sketch: inout Sketch) {
    if sketch.happens(0.45) {
      let wide = sketch.near(0.8, 0.12)
      sketch.polygon([[0, -1], [wide, 0], [0, 1], [-wide, 0]], jitter: 0.05)
      if sketch.happens(0.12) { sketch.path([[-wide, 0], [wide, 0]]) }
      return
    }
    let (crown, girdle) = (sketch.near(0.6, 0.1), sketch.near(-0.35, 0.1))
    let left = SketchPoint(-1, girdle)
    let right = SketchPoint(1, girdle)
    let tip = SketchPoint(sketch.near(0, 0.08), 0.95)
    if sketch.happens(0.3) {
      sketch.polygon([left, right, tip])
    } else {
      sketch.polygon([SketchPoint(-crown, -0.8), SketchPoint(crown, -0.8), right, tip, left])
      if sketch.happens(0.6) { sketch.path([left, right]) }
    }
    if sketch.happens(0.5) {
      sketch.path([SketchPoint(-0.35, girdle), tip], reversed: 0.3)
      sketch.path([SketchPoint(0.35, girdle), tip], reversed: 0.3)
    }
    if sketch.happens(0.25) {
      sketch.path([[-1, girdle], [-0.6, -0.8], [-0.3, girdle], [0, -0.8], [0.3, girdle]])
    }
  }

  /// Around the points, across them without lifting the pen, or two triangles.
  @Sendable static func star(_ sketch: inout Sketch) {
    let start = -Double.pi / 2 + sketch.near(0, 0.1)
    let tips = Outline.corners(5, [1, 1], from: start)
    let depth = sketch.near(0.42, 0.06)
    let dents = Outline.corners(5, [depth, depth], from: start + .pi / 5)
    sketch.either([
      (
        { sketch in
          sketch.polygon(zip(tips, dents).flatMap { [$0, $1] }, jitter: 0.06)
        }, 50
      ),
      (
        { sketch in
          let first = sketch.number(0...4)
          let turn = sketch.happens(0.5) ? 2 : 3
          let order = (0...5).map { tips[(first + turn * $0) % 5] }
          sketch.path(order.map { sketch.near($0, 0.08) }, reversed: 0)
        }, 42
      ),
      (
        { sketch in
          for half in 0..<2 {
            let radius = sketch.near(1, 0.05)
            sketch.polygon(
              Outline.corners(3, [radius, radius], from: start + .pi * Double(half)), jitter: 0.08)
          }
        }, 8
      ),
    ])
  }
}
