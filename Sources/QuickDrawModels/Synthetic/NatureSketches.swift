import Foundation

/// Categories that grow, swim or float, and lines like them.
enum NatureSketches {
  /// Bulges all around, or over a flat base.
  @Sendable static func cloud(_ sketch: inout Sketch) {
    let high = sketch.near(0.66, 0.09)
    let isFlat = sketch.happens(0.3)
    let outline =
      isFlat
      ? bulges(&sketch, .zero, [1, high], count: sketch.number(3...5), from: .pi, sweep: .pi)
        + [[0.3, sketch.near(0.08, 0.05)], [-1, sketch.near(0.02, 0.06)]]
      : bulges(
        &sketch, .zero, [1, high], count: sketch.number(5...9),
        from: sketch.near(.pi, 0.8), sweep: 2 * .pi + sketch.near(0, 0.15))
    if sketch.happens(0.85) {
      sketch.path(outline, reversed: 0.4)
    } else {
      let cut = outline.count * sketch.number(3...7) / 10
      sketch.path(Array(outline[...cut]))
      sketch.path(Array(outline[cut...]), reversed: 0.3)
    }
  }

  /// A path of bulges around an ellipse, their number, sizes and depths uneven.
  private static func bulges(
    _ sketch: inout Sketch, _ center: SketchPoint, _ radius: SketchPoint, count: Int,
    from start: Double, sweep: Double
  ) -> [SketchPoint] {
    let anchors = (0...count).map { index in
      let part = Double(index) + (0 < index && index < count ? sketch.near(0, 0.18) : 0)
      let angle = start + sweep * part / Double(count)
      return Outline.polar(angle, radius * sketch.near(0.8, 0.06), around: center)
    }
    let depth = (0..<count).map { _ in
      max(0.4, sketch.near(0.8, 0.2)) * (count < 6 ? 1.5 : 1)
    }
    return Outline.bulges(anchors, around: center, depth: depth)
  }

  /// A body and a tail, mostly in one line that crosses itself.
  @Sendable static func fish(_ sketch: inout Sketch) {
    let high = sketch.near(0.45, 0.06)
    let side: Double = sketch.happens(0.5) ? 1 : -1
    let face = { (points: [SketchPoint]) in points.map { $0 * SketchPoint(side, 1) } }
    let (fin, root) = (sketch.near(0.38, 0.06), sketch.near(0.45, 0.06))
    let back = Outline.curve([[root, 0], [0, -high], [-0.6, -high * 0.8], [-1, 0]])
    let belly = Outline.curve([[-1, 0], [-0.6, high * 0.8], [0, high], [root, 0]])
    sketch.either([
      (
        { sketch in
          let ribbon = [[1, fin]] + back + belly.dropFirst() + [[1, -fin]]
          let end: [SketchPoint] = sketch.happens(0.75) ? [[1, fin]] : []
          sketch.path(face(ribbon + end), reversed: 0.5)
        }, 50
      ),
      (
        { sketch in
          sketch.loop([-0.27 * side, 0], [0.73, high])
          sketch.path(face([[root, 0], [1, -fin], [1, fin], [root, 0]]), reversed: 0.5)
        }, 35
      ),
      (
        { sketch in
          sketch.path(face([[1, fin]] + back), reversed: 0.5)
          sketch.path(face(belly + [[1, -fin]]), reversed: 0.3)
          if sketch.happens(0.8) { sketch.path(face([[1, -fin], [1, fin]])) }
        }, 15
      ),
    ])
    fishDetails(&sketch, high, face)
  }

  private static func fishDetails(
    _ sketch: inout Sketch, _ high: Double, _ face: ([SketchPoint]) -> [SketchPoint]
  ) {
    let eye = face([sketch.near([-0.68, -high * 0.25], 0.04)])[0]
    if sketch.happens(0.7) {
      let size = sketch.near(0.06, 0.015)
      if sketch.happens(0.6) { sketch.dot(eye) } else { sketch.loop(eye, [size, size]) }
    }
    if sketch.happens(0.2) { sketch.path(face([[-0.95, 0.1], [-0.7, 0.14]])) }
    if sketch.happens(0.15) {
      sketch.path(face([[-0.2, -high], [0, -high * 1.5], [0.15, -high * 0.85]]))
    }
    if sketch.happens(0.12) {
      sketch.path(face(Outline.arc([-0.65, 0], [0.2, high * 0.75], from: -1, sweep: 2)))
    }
  }

  /// A blossom and mostly a stem with leaves.
  @Sendable static func flower(_ sketch: inout Sketch) {
    let core = sketch.near(0.17, 0.03)
    let count = sketch.number(4...7)
    let hasStem = sketch.happens(0.85)
    sketch.parts(
      [
        { sketch in if sketch.happens(0.8) { sketch.loop(.zero, [core, core]) } },
        { petals(&$0, count, core) },
        { sketch in if hasStem { stem(&sketch) } },
      ], shuffled: 0.3)
  }

  private static func petals(_ sketch: inout Sketch, _ count: Int, _ core: Double) {
    let reach = sketch.near(0.55, 0.06)
    let start = sketch.random.uniform(0...6.3)
    let width = .pi / Double(count)
    let leaves = (0..<count).map { index -> [SketchPoint] in
      let angle = start + 2 * width * Double(index) + sketch.near(0, 0.08)
      let long = sketch.near(reach, 0.04)
      let shape = [(-0.75, 1.0), (-0.9, 2.1), (-0.5, 0), (0.5, 0), (0.9, 2.1), (0.75, 1.0)]
      return shape.map { turn, near in
        let radius = near > 0 ? core * near * sketch.near(1, 0.06) : long
        return Outline.polar(angle + turn * width, [radius, radius])
      }
    }
    if sketch.happens(0.7) {
      sketch.path(leaves.flatMap { Outline.curve($0) } + [leaves[0][0]], reversed: 0.4)
    } else {
      for leaf in leaves { sketch.curve(leaf, reversed: 0.4) }
    }
  }

  private static func stem(_ sketch: inout Sketch) {
    let foot = SketchPoint(sketch.near(0, 0.12), sketch.near(1.55, 0.15))
    let middle = SketchPoint(foot.x / 2 + sketch.near(0, 0.06), 1)
    sketch.curve([[0, 0.5], middle, foot], reversed: 0.12)
    for side in [-1.0, 1] where sketch.happens(0.22) {
      let root = sketch.near(middle + [0, 0.2], 0.08)
      let knots: [SketchPoint] = [
        root, root + [side * 0.25, -0.3], root + [side * 0.5, -0.35], root + [side * 0.35, -0.08],
        root,
      ]
      sketch.curve(knots, reversed: 0.3)
    }
  }

  /// One to five peaks, sharp or worn.
  @Sendable static func mountain(_ sketch: inout Sketch) {
    let count = sketch.random.pick([(1, weight: 4), (2, 3), (3, 3), (4, 1.5), (5, 1)])
    let isWorn = sketch.happens(0.3)
    var ridge = [SketchPoint(-1, sketch.near(0.75, 0.08))]
    for index in 0..<count {
      let place = -1 + 2 * (Double(index) + 0.5) / Double(count)
      ridge.append(sketch.near([place, count == 1 ? -0.6 : -0.35], count == 1 ? 0.1 : 0.17))
      let dip = SketchPoint(place + 1 / Double(count), sketch.near(0.2, 0.18))
      ridge.append(index < count - 1 ? dip : SketchPoint(1, sketch.near(0.75, 0.1)))
    }
    let line = isWorn ? Outline.curve(ridge) : ridge
    if sketch.happens(0.9) || count == 1 {
      sketch.path(sketch.happens(0.08) ? line + [line[0]] : line, reversed: 0.08)
    } else {
      let cut = isWorn ? 16 : 2
      sketch.path(Array(line[...cut]), reversed: 0.05)
      sketch.path(Array(line[cut...]), reversed: 0.05)
    }
    if sketch.happens(0.15) {
      let (peak, before, after) = (ridge[1], ridge[0], ridge[2])
      let (left, right) = (peak + 0.3 * (before - peak), peak + 0.3 * (after - peak))
      let middle = (left + right) / 2
      sketch.path([
        left, (left + middle) / 2 + [0, 0.12], middle, (right + middle) / 2 + [0, 0.12], right,
      ])
    }
  }

  /// A trunk under a crown, a fir, or both in one line.
  @Sendable static func tree(_ sketch: inout Sketch) {
    let half = sketch.near(0.14, 0.03)
    if sketch.happens(0.08) {
      sketch.path([[-half, 1], [-half, 0.6]])
      sketch.path([[half, 1], [half, 0.6]])
      sketch.polygon([[0, -1], [0.7, 0.6], [-0.7, 0.6]])
      return
    }
    let flare = max(0, sketch.near(0.1, 0.08))
    let left: [SketchPoint] = [[-half, 0.05], [-half, 0.5], [-half - flare, 1]]
    let right: [SketchPoint] = [[half, 0.05], [half, 0.5], [half + flare, 1]]
    sketch.parts(
      [
        { sketch in
          if sketch.happens(0.2) {
            sketch.curve(left + right.reversed(), reversed: 0.3)
          } else {
            sketch.curve(left, reversed: 0.4)
            sketch.curve(right, reversed: 0.3)
            if sketch.happens(0.2) { sketch.path([left[2], right[2]]) }
          }
        },
        { crown(&$0, half) },
      ], shuffled: 0.3)
  }

  private static func crown(_ sketch: inout Sketch, _ half: Double) {
    let radius = SketchPoint(sketch.near(0.68, 0.08), sketch.near(0.5, 0.06))
    let center = SketchPoint(sketch.near(0, 0.05), -0.42)
    let gap = sketch.happens(0.4) ? 0.35 : 0
    sketch.either([
      (
        { sketch in
          let outline = bulges(
            &sketch, center, radius, count: sketch.number(5...9), from: .pi / 2 + gap,
            sweep: 2 * (.pi - gap))
          sketch.path(outline, reversed: 0.4)
        }, 68
      ),
      ({ $0.loop(center, radius) }, 16),
      (
        { sketch in
          sketch.scribble(center, radius, turns: sketch.number(14...30))
        }, 10
      ),
      (
        { sketch in
          for _ in 0..<3 { sketch.loop(sketch.near(center, 0.22), radius * 0.6) }
        }, 6
      ),
    ])
  }

  /// Back and forth, along any direction, evenly or less and less so.
  @Sendable static func zigzag(_ sketch: inout Sketch) {
    let count = sketch.number(3...11)
    let high = sketch.near(0.5, 0.15) * (sketch.happens(0.2) ? 2 : 1)
    let up: Double = sketch.happens(0.6) ? -1 : 1
    let uneven = sketch.random.uniform(0.03...0.18)
    let turn = sketch.random.pick([
      (0.0, weight: 70), (.pi / 2, 12), (0.5, 10), (-0.5, 5), (.pi / 4, 6),
    ])
    let along = SketchPoint(cos(turn), sin(turn))
    let across = SketchPoint(-along.y, along.x)
    let corners = (0...count).map { index -> SketchPoint in
      let place = -1 + 2 * Double(index) / Double(count) + sketch.near(0, 0.25 / Double(count))
      let side = up * (index % 2 == 0 ? -1 : 1) * high * (1 + sketch.near(0, uneven))
      return place * along + side * across
    }
    if sketch.happens(0.2) {
      sketch.curve(corners, reversed: 0.1)
    } else {
      sketch.path(corners, reversed: 0.1)
    }
  }
}
