import Foundation

/// Categories that people build.
enum BuiltSketches {
  @Sendable static func house(_ sketch: inout Sketch) {
    let eaves = sketch.near(-0.2, 0.1)
    let over = sketch.happens(0.35) ? sketch.near(0.18, 0.05) : 0
    let apex = SketchPoint(sketch.near(0, 0.08), sketch.near(-1, 0.08))
    let (left, right) = (SketchPoint(-0.75 - over, eaves), SketchPoint(0.75 + over, eaves))
    if sketch.happens(0.15) {
      let outline: [SketchPoint] = [[-0.75, eaves], apex, [0.75, eaves], [0.75, 1], [-0.75, 1]]
      sketch.polygon(outline)
      if sketch.happens(0.7) { sketch.path([[-0.75, eaves], [0.75, eaves]]) }
    } else {
      let isBoxed = sketch.happens(0.7)
      sketch.parts(
        [
          { sketch in
            if isBoxed {
              sketch.polygon(Outline.box(-0.75, eaves, 0.75, 1))
            } else {
              sketch.path(
                [[-0.75, eaves], [-0.75, 1], [0.75, 1], [0.75, eaves]], reversed: 0.3)
            }
          },
          { sketch in
            if isBoxed && sketch.happens(0.55) {
              sketch.path([left, apex, right], reversed: 0.2)
            } else {
              sketch.polygon([left, apex, right])
            }
          },
        ], shuffled: 0.35)
    }
    details(&sketch, eaves)
  }

  private static func details(_ sketch: inout Sketch, _ eaves: Double) {
    let door = sketch.near(0, 0.25)
    let lintel = sketch.near(0.45, 0.08)
    var parts: [(inout Sketch) -> Void] = []
    if sketch.happens(0.65) {
      parts.append { sketch in
        sketch.path(
          [[door - 0.17, 1], [door - 0.17, lintel], [door + 0.17, lintel], [door + 0.17, 1]],
          reversed: 0.4)
        if sketch.happens(0.25) { sketch.dot([door + 0.1, 0.72]) }
      }
    }
    for side in [-1.0, 1] where sketch.happens(0.3) {
      let center = SketchPoint(side * 0.48, sketch.near(0.2, 0.06))
      let half = sketch.near(0.15, 0.03)
      parts.append { sketch in
        sketch.polygon(
          Outline.box(center.x - half, center.y - half, center.x + half, center.y + half),
          jitter: 0.03)
        guard sketch.happens(0.4) else { return }
        sketch.path([center - [half, 0], center + [half, 0]])
        sketch.path([center - [0, half], center + [0, half]])
      }
    }
    if sketch.happens(0.2) {
      let place = sketch.near(0.42, 0.05)
      parts.append { sketch in
        sketch.path([
          [place, eaves - 0.3], [place, -0.95], [place + 0.2, -0.95], [place + 0.2, eaves - 0.15],
        ])
      }
    }
    sketch.parts(parts, shuffled: 0.4)
  }

  @Sendable static func door(_ sketch: inout Sketch) {
    let wide = sketch.near(0.6, 0.07)
    let roofed = sketch.happens(0.1)
    let frame: [SketchPoint] =
      roofed
      ? [[-wide, 1]] + Outline.arc([0, -0.55], [wide, 0.45], from: -.pi, sweep: .pi) + [[wide, 1]]
      : [[-wide, 1], [-wide, -1], [wide, -1], [wide, 1]]
    let side: Double = sketch.happens(0.75) ? 1 : -1
    let knob = SketchPoint(side * wide * sketch.near(0.72, 0.06), sketch.near(0.1, 0.1))
    sketch.parts(
      [
        { sketch in
          if roofed || sketch.happens(0.35) {
            sketch.path(frame, reversed: 0.3)
            if sketch.happens(0.3) { sketch.path([[-wide * 1.3, 1], [wide * 1.3, 1]]) }
          } else {
            sketch.polygon(Outline.box(-wide, -1, wide, 1))
          }
        },
        { sketch in
          let size = sketch.near(0.1, 0.03)
          sketch.either([
            ({ $0.loop(knob, [size, size]) }, 55), ({ $0.dot(knob) }, 25),
            ({ $0.path([knob, knob - [side * 0.2, 0]]) }, 12), ({ _ in }, 8),
          ])
        },
      ], shuffled: 0.08)
    if sketch.happens(0.1) {
      let inset = wide * 0.65
      sketch.polygon(Outline.box(-inset, -0.8, inset, -0.1), jitter: 0.04)
      if sketch.happens(0.6) {
        sketch.polygon(Outline.box(-inset, 0.25, inset, 0.85), jitter: 0.04)
      }
    } else if sketch.happens(0.12) {
      sketch.polygon(Outline.box(-wide - 0.12, -1.1, wide + 0.12, 1.02), jitter: 0.04)
    }
  }

  @Sendable static func ladder(_ sketch: inout Sketch) {
    let half = sketch.near(0.32, 0.06)
    let taper = sketch.happens(0.3) ? sketch.near(0.08, 0.04) : 0
    let count = sketch.number(3...6)
    let over = sketch.near(0.02, 0.06)
    let downwards = sketch.happens(0.8)
    sketch.parts(
      [
        { sketch in
          sketch.path([[-half + taper, -1], [-half - taper, 1]], reversed: 0.15)
          sketch.path([[half - taper, -1], [half + taper, 1]], reversed: 0.15)
        },
        { sketch in
          for index in 0..<count {
            let place = downwards ? index : count - 1 - index
            let high = -1 + 2 * (Double(place) + 0.6) / (Double(count) + 0.2)
            sketch.path(
              [[-half - over, sketch.near(high, 0.05)], [half + over, sketch.near(high, 0.05)]],
              reversed: 0.12)
          }
        },
      ], shuffled: 0.06)
    if sketch.happens(0.08) { sketch.path([[-half, -1], [half, -1]]) }
  }

  @Sendable static func stairs(_ sketch: inout Sketch) {
    let count = sketch.number(3...7)
    let rises = sketch.happens(0.7)
    let flatFirst = sketch.happens(0.5)
    var corners = [SketchPoint(-1, rises ? 1 : -1)]
    let size = 2 / Double(count)
    for index in 0..<2 * count {
      let isFlat = (index % 2 == 0) == flatFirst
      let length = sketch.near(size, size * 0.2)
      let step: SketchPoint = isFlat ? [length, 0] : [0, rises ? -length : length]
      corners.append(sketch.near(corners[index] + step, 0.03))
    }
    if sketch.happens(0.1), let last = corners.last {
      let foot = SketchPoint(last.x, max(last.y, corners[0].y))
      corners += rises ? [foot, corners[0]] : [SketchPoint(corners[0].x, last.y), corners[0]]
    }
    if sketch.happens(0.1) {
      let cut = sketch.number(2...corners.count - 2)
      sketch.path(Array(corners[...cut]), reversed: 0)
      sketch.path(Array(corners[cut...]), reversed: 0)
    } else {
      sketch.path(corners, reversed: 0.08)
    }
  }

  @Sendable static func table(_ sketch: inout Sketch) {
    sketch.either([
      ({ legs(&$0, [[-1, -0.5], [1, -0.5]], fromTop: 0) }, 22),
      (
        { sketch in
          sketch.polygon(Outline.box(-1, -0.6, 1, sketch.near(-0.35, 0.06)), jitter: 0.04)
          legs(&sketch, [], fromTop: 0.22)
        }, 25
      ),
      (
        { sketch in
          let slant = sketch.near(0.35, 0.1)
          sketch.polygon([[-1 + slant, -0.7], [1, -0.7], [1 - slant, -0.1], [-1, -0.1]])
          legs(&sketch, [], fromTop: 0.55)
        }, 33
      ),
      (
        { sketch in
          sketch.loop([0, -0.45], [1, sketch.near(0.25, 0.05)])
          legs(&sketch, [], fromTop: 0.2)
        }, 12
      ),
      ({ $0.path([[-1, 0.6], [-1, -0.5], [1, -0.5], [1, 0.6]], reversed: 0.3) }, 12),
    ])
  }

  private static func legs(_ sketch: inout Sketch, _ top: [SketchPoint], fromTop: Double) {
    if !top.isEmpty { sketch.path(top) }
    let inset = sketch.happens(0.5) ? 0.05 : sketch.near(0.25, 0.06)
    let foot = sketch.near(0.65, 0.08)
    let count = fromTop > 0 && sketch.happens(0.5) ? 4 : 2
    for index in 0..<count {
      let side: Double = index % 2 == 0 ? -1 : 1
      let place = side * (index < 2 ? 1 - inset : 0.62)
      let start = SketchPoint(place, -0.5 + fromTop * (index < 2 ? 0.8 : 1))
      let end = SketchPoint(place + sketch.near(0, 0.04), index < 2 ? foot : foot - 0.2)
      if sketch.happens(0.1) {
        sketch.path([start, end, end + [0.12, 0], start + [0.12, 0]])
      } else {
        sketch.path([start, end], reversed: 0.06)
      }
    }
  }

  @Sendable static func envelope(_ sketch: inout Sketch) {
    let high = sketch.near(0.62, 0.08)
    let tip = SketchPoint(sketch.near(0, 0.08), sketch.near(0.05, 0.12))
    let box = Outline.box(-1, -high, 1, high)
    sketch.either([
      (
        { sketch in
          sketch.polygon(box)
          sketch.path([box[0], tip, box[1]], reversed: 0.25)
        }, 55
      ),
      ({ $0.path([box[0], box[3], box[2], box[1], box[0], tip, box[1]], reversed: 0) }, 14),
      ({ $0.path([box[1], box[2], box[3], box[0], box[1], tip, box[0]], reversed: 0) }, 8),
      (
        { sketch in
          sketch.polygon(box)
          sketch.path([box[0], tip], reversed: 0.2)
          sketch.path([box[1], tip], reversed: 0.3)
        }, 14
      ),
      (
        { sketch in
          sketch.polygon(box)
          sketch.path([box[0], box[2]])
          sketch.path([box[1], box[3]])
        }, 9
      ),
    ])
    if sketch.happens(0.1) {
      sketch.path([box[3], tip - [0.15, 0.05]], reversed: 0.3)
      sketch.path([box[2], tip + [0.15, -0.05]], reversed: 0.3)
    } else if sketch.happens(0.08) {
      sketch.scribble(tip, [0.1, 0.1], turns: 6)
    }
  }
}
