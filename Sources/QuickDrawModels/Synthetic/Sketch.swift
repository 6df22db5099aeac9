import Foundation

/// A drawing in the making: strokes as somebody's hand puts them on the sheet.
struct Sketch {
  /// Where all chance of this drawing comes from.
  var random: SplitMix64
  /// The strokes so far, their points close together.
  private(set) var strokes: [[SketchPoint]] = []
  private let hand: Hand

  init(random: SplitMix64) {
    self.random = random
    hand = Hand(random: &self.random)
  }

  /// One of the integers of `range`.
  mutating func number(_ range: ClosedRange<Int>) -> Int { random.integer(range) }

  /// A number near `mean`, seldom more than twice `deviation` away.
  mutating func near(_ mean: Double, _ deviation: Double) -> Double {
    mean + max(-2.5, min(2.5, random.normal())) * deviation
  }

  /// True with probability `chance`.
  mutating func happens(_ chance: Double) -> Bool { random.happens(chance) }

  /// A place near `point`.
  mutating func near(_ point: SketchPoint, _ deviation: Double) -> SketchPoint {
    SketchPoint(near(point.x, deviation), near(point.y, deviation))
  }

  /// Runs one of several ways to draw something, each as likely as its weight says.
  mutating func either(_ ways: [(way: (inout Sketch) -> Void, weight: Double)]) {
    random.pick(ways.map { ($0.way, weight: $0.weight) })(&self)
  }

  /// Draws parts in the given order or, with probability `chance`, in any other.
  mutating func parts(_ parts: [(inout Sketch) -> Void], shuffled chance: Double = 0.3) {
    let order = happens(chance) ? random.shuffled(parts) : parts
    for part in order { part(&self) }
  }

  /// An open stroke along straight lines; now and then from its end.
  mutating func path(_ points: [SketchPoint], reversed chance: Double = 0.15) {
    strokes.append(hand.draw(happens(chance) ? points.reversed() : points, &random))
  }

  /// An open stroke along a smooth curve.
  mutating func curve(_ knots: [SketchPoint], reversed chance: Double = 0.15) {
    path(Outline.curve(knots), reversed: chance)
  }

  /// A closed round stroke, which begins mostly at the top and seldom meets itself exactly.
  mutating func loop(_ center: SketchPoint, _ radius: SketchPoint) {
    let start =
      random.pick([(-.pi / 2, weight: 6), (.pi, weight: 1), (0, weight: 1), (.pi / 2, weight: 1)])
      + random.normal(0.4)
    let sweep = (happens(0.65) ? -1 : 1) * (2 * .pi + near(0.02, 0.16))
    let (oval, egg) = (random.normal(0.05), random.normal(0.025))
    let (ovalTurn, eggTurn) = (random.uniform(0...6.3), random.uniform(0...6.3))
    let (growth, drift) = (random.normal(0.04), near(SketchPoint.zero, 0.04))
    path(
      (0...48).map { step in
        let t = Double(step) / 48
        let angle = start + sweep * t
        let bulge =
          1 + oval * cos(2 * angle + ovalTurn) + egg * cos(3 * angle + eggTurn) + growth * t
        return Outline.polar(angle, radius * bulge, around: center + drift * radius * t)
      }, reversed: 0)
  }

  /// A closed stroke along straight sides, or several that share them.
  mutating func polygon(_ corners: [SketchPoint], jitter: Double = 0.05) {
    let start = random.below(corners.count)
    var turned = Array(corners[start...] + corners[..<start])
    if happens(0.5) { turned.reverse() }
    turned = turned.map { near($0, jitter) }
    let closed = turned + [near(turned[0], jitter * 0.5)]
    either([
      ({ $0.path(closed, reversed: 0) }, 70),
      (
        { sketch in
          let middle = (closed[0] + closed[1]) / 2
          sketch.path([middle] + closed.dropFirst() + [sketch.near(middle, jitter)], reversed: 0)
        }, 8
      ),
      (
        { sketch in
          let cut = 1 + sketch.random.below(closed.count - 2)
          sketch.path(Array(closed[...cut]), reversed: 0.1)
          sketch.path(Array(closed[cut...]), reversed: 0.3)
        }, 12
      ),
      (
        { sketch in
          for (a, b) in zip(closed, closed.dropFirst()) { sketch.path([a, b]) }
        }, 8
      ),
      ({ $0.path(Array(closed.dropLast()), reversed: 0) }, 3),
    ])
  }

  /// A touch of the pen.
  mutating func dot(_ place: SketchPoint) {
    strokes.append([place, near(place, 0.02), near(place, 0.02)])
  }

  /// Turns inside a circle until it looks filled.
  mutating func scribble(_ center: SketchPoint, _ radius: SketchPoint, turns: Int) {
    var angle = random.uniform(0...6.3)
    curve(
      (0...turns).map { _ in
        angle += near(2.4, 0.5)
        return Outline.polar(angle, radius * random.uniform(0.3...1), around: center)
      })
  }

  /// What happens to drawings under a clock that stops when the word is guessed: the end is
  /// missing, or something was drawn twice, or the pen touched the sheet before.
  mutating func hurry() {
    if strokes.count > 2, lastIsMinor, happens(0.1) { strokes.removeLast() }
    if strokes.count > 1, lastIsMinor, happens(0.1), let last = strokes.popLast() {
      let kept = Int(Double(last.count) * random.uniform(0.55...0.95))
      strokes.append(Array(last.prefix(max(kept, 2))))
    }
    if happens(0.025) {
      let again = strokes[random.below(strokes.count)]
      strokes.append(hand.draw(again, &random))
    }
    if happens(0.025) {
      let from = near(SketchPoint.zero, 0.5)
      strokes.insert(hand.draw([from, near(from, 0.15)], &random), at: 0)
    }
  }

  /// Whether the drawing can still be made out without its last stroke.
  private var lastIsMinor: Bool {
    let points = strokes.reduce(0) { $0 + $1.count }
    return 3 * (strokes.last?.count ?? 0) < points
  }
}
