import Foundation

/// Categories that start from a circle.
enum RoundSketches {
  @Sendable static func circle(_ sketch: inout Sketch) {
    sketch.loop(.zero, [1, 1])
    if sketch.happens(0.02) { sketch.dot(sketch.near(SketchPoint.zero, 0.1)) }
  }

  /// A face with hands, numbers or both.
  @Sendable static func clock(_ sketch: inout Sketch) {
    let numbers = sketch.happens(0.35)
    sketch.parts(
      [
        { $0.loop(.zero, [1, 1]) },
        { sketch in if numbers { clockNumbers(&sketch) } },
        { sketch in if !numbers || sketch.happens(0.7) { clockHands(&sketch) } },
      ], shuffled: 0.12)
  }

  private static func clockHands(_ sketch: inout Sketch) {
    let center = sketch.near(SketchPoint.zero, 0.06)
    let hour = sketch.near(-1.4, 0.6)
    let minute = sketch.happens(0.6) ? sketch.near(0.2, 0.6) : sketch.near(2.6, 0.8)
    let (long, short) = (sketch.near(0.75, 0.1), sketch.near(0.5, 0.1))
    let a = Outline.polar(hour, [long, long], around: center)
    let b = Outline.polar(minute, [short, short], around: center)
    sketch.either([
      ({ $0.path([a, center, b], reversed: 0.4) }, 45),
      (
        { sketch in
          sketch.path([center, a], reversed: 0.25)
          sketch.path([center, b], reversed: 0.25)
        }, 50
      ),
      ({ $0.path([a, center], reversed: 0.4) }, 8),
    ])
    if sketch.happens(0.12) { sketch.dot(center) }
  }

  private static func clockNumbers(_ sketch: inout Sketch) {
    let count = sketch.happens(0.6) ? 4 : sketch.number(5...12)
    for index in 0..<count {
      let angle = -Double.pi / 2 + 2 * .pi * Double(index) / Double(count)
      let radius = sketch.near(0.8, 0.04)
      let place = Outline.polar(angle, [radius, radius])
      if sketch.happens(0.5) {
        sketch.path([place, place * 0.85], reversed: 0.4)
      } else {
        sketch.curve(
          (0...3).map { place + SketchPoint(0, Double($0) * 0.06 - 0.09) }.map {
            sketch.near($0, 0.06)
          })
      }
    }
  }

  /// A crescent, or a full moon with craters.
  @Sendable static func moon(_ sketch: inout Sketch) {
    guard sketch.happens(0.68) else {
      sketch.loop(.zero, [1, 1])
      for _ in 0..<sketch.number(0...4) {
        let size = sketch.near(0.16, 0.05)
        sketch.loop(sketch.near(SketchPoint.zero, 0.32), [size, size])
      }
      return
    }
    let side: Double = sketch.happens(0.6) ? 1 : -1
    let open = sketch.near(1.15, 0.15)
    let tip = Outline.polar(open, [side, 1])
    let hollow = SketchPoint(side * sketch.near(0.75, 0.16), tip.y)
    let outer = Outline.arc(.zero, [side, 1], from: open, sweep: 2 * (.pi - open))
    let inner = Outline.arc([tip.x, 0], hollow, from: -.pi / 2, sweep: -.pi)
    if sketch.happens(0.72) {
      sketch.path(outer + inner.dropFirst(), reversed: 0.5)
    } else {
      sketch.path(outer, reversed: 0.5)
      sketch.path(inner, reversed: 0.5)
    }
  }

  @Sendable static func smileyFace(_ sketch: inout Sketch) {
    let (high, wide) = (sketch.near(-0.3, 0.08), sketch.near(0.35, 0.06))
    let way = sketch.number(0...9)
    sketch.parts(
      [
        { sketch in if sketch.happens(0.86) { sketch.loop(.zero, [1, 1]) } },
        { sketch in
          eye(&sketch, SketchPoint(-wide, high), way)
          eye(&sketch, SketchPoint(wide, high), way)
        },
        { sketch in if sketch.happens(0.12) { nose(&sketch) } },
        mouth,
      ], shuffled: 0.25)
  }

  private static func eye(_ sketch: inout Sketch, _ place: SketchPoint, _ way: Int) {
    let size = sketch.near(0.12, 0.035)
    switch way {
    case 0...4: sketch.dot(sketch.near(place, 0.03))
    case 5...6: sketch.path([place - [0, size * 1.4], place + [0, size * 1.4]], reversed: 0.1)
    case 7...8: sketch.loop(place, [size, size])
    default:
      sketch.loop(place, [size * 1.6, size * 1.6])
      sketch.dot(sketch.near(place, 0.03))
    }
  }

  private static func nose(_ sketch: inout Sketch) {
    if sketch.happens(0.5) {
      sketch.dot(sketch.near([0, 0.05], 0.04))
    } else {
      sketch.path([[0, -0.1], [-0.1, 0.12], [0.06, 0.14]])
    }
  }

  private static func mouth(_ sketch: inout Sketch) {
    let (wide, deep) = (sketch.near(0.55, 0.08), sketch.near(0.45, 0.1))
    let top = sketch.near(0.2, 0.06)
    let smile = Outline.arc([0, top], [wide, deep], from: .pi * 0.95, sweep: -.pi * 0.9)
    let isOpen = sketch.happens(0.15)
    sketch.path(isOpen ? smile + [smile[0]] : smile, reversed: 0.12)
  }

  /// A disc and its rays, all at once, or in a corner of the sheet.
  @Sendable static func sun(_ sketch: inout Sketch) {
    let radius = sketch.near(0.48, 0.07)
    if sketch.happens(0.06) {
      let count = sketch.number(7...11)
      let rim = (0..<2 * count).map { index in
        let reach = radius * (index % 2 == 0 ? 1 : sketch.near(1.9, 0.15))
        return Outline.polar(.pi * Double(index) / Double(count), [reach, reach])
      }
      sketch.polygon(rim, jitter: 0.04)
      if sketch.happens(0.5) { sketch.loop(.zero, [radius * 0.9, radius * 0.9]) }
      return
    }
    sketch.loop(.zero, [radius, radius])
    let count = sketch.number(5...12)
    let direction: Double = sketch.happens(0.6) ? 1 : -1
    let start = sketch.random.uniform(0...6.3)
    let gap = sketch.near(0.1, 0.06)
    for index in 0..<count {
      let angle =
        start + direction * 2 * .pi * (Double(index) + sketch.near(0, 0.15)) / Double(count)
      let from = radius + gap + sketch.near(0, 0.03)
      let to = max(from + 0.12, sketch.near(1, 0.08))
      sketch.path(
        [Outline.polar(angle, [from, from]), Outline.polar(angle, [to, to])], reversed: 0.15)
    }
    if sketch.happens(0.1) {
      for side in [-1.0, 1] { sketch.dot(SketchPoint(side * radius * 0.4, -radius * 0.3)) }
      sketch.path(Outline.arc([0, 0], [radius * 0.6, radius * 0.6], from: 2.7, sweep: -2.3))
    }
  }

  /// Lids, iris, pupil and sometimes lashes.
  @Sendable static func eye(_ sketch: inout Sketch) {
    let high = sketch.near(0.5, 0.08)
    let iris = min(high * 0.85, sketch.near(0.36, 0.06))
    sketch.parts([{ lids(&$0, high) }, { pupil(&$0, iris) }], shuffled: 0.08)
    guard sketch.happens(0.3) else { return }
    for _ in 0..<(sketch.happens(0.25) ? 2 : 1) {
      let count = sketch.number(3...6)
      let side: Double = sketch.happens(0.85) ? -1 : 1
      for index in 0..<count {
        let angle = side * .pi * (0.15 + 0.7 * (Double(index) + 0.5) / Double(count))
        let foot = Outline.polar(angle, [0.9, high * 1.05])
        sketch.path([foot, sketch.near(foot * [1.25, 1.6], 0.05)], reversed: 0.1)
      }
    }
  }

  private static func lids(_ sketch: inout Sketch, _ high: Double) {
    let (left, right) = (sketch.near([-1, 0], 0.05), sketch.near([1, 0], 0.05))
    let upper = Outline.curve([
      left, [-0.55, -high * 0.75], [0, -high], [0.55, -high * 0.75], right,
    ])
    let lower = Outline.curve([right, [0.55, high * 0.7], [0, high], [-0.55, high * 0.7], left])
    sketch.either([
      ({ $0.path(upper + lower.dropFirst(), reversed: 0.4) }, 35),
      (
        { sketch in
          sketch.path(upper, reversed: 0.1)
          sketch.path(lower, reversed: 0.6)
        }, 40
      ),
      ({ $0.loop(.zero, [1, high]) }, 25),
    ])
  }

  private static func pupil(_ sketch: inout Sketch, _ iris: Double) {
    let center = sketch.near(SketchPoint.zero, 0.06)
    sketch.either([
      ({ $0.loop(center, [iris, iris]) }, 80),
      (
        { sketch in
          sketch.path(Outline.arc(center, [iris * 0.8, iris], from: -2, sweep: -2.3))
          sketch.path(Outline.arc(center, [iris * 0.8, iris], from: -1.1, sweep: 2.3))
        }, 15
      ),
      ({ _ in }, 5),
    ])
    let inner = iris * sketch.random.uniform(0.25...0.55)
    sketch.either([
      ({ $0.loop(center, [inner, inner]) }, 45), ({ $0.dot(center) }, 15),
      ({ $0.scribble(center, [inner, inner], turns: $0.number(6...18)) }, 30), ({ _ in }, 20),
    ])
  }
}
