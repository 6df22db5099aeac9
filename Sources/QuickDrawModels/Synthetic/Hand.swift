import Foundation

/// How one person draws: how far lines waver, how round corners come out, how ends miss.
struct Hand {
  /// The distance of the points of a stroke before it is simplified.
  static let step = 0.015

  private let wobble: Double
  private let bow: Double
  private let rounding: Int
  private let miss: Double
  private let hooks: Double

  /// Somebody: mostly careful people, some in a great hurry.
  init(random: inout SplitMix64) {
    let hurry = random.unit() * random.unit()
    wobble = 0.016 + 0.035 * hurry + 0.006 * random.unit()
    bow = 0.03 + 0.05 * hurry
    rounding = random.below(2 + Int(6 * hurry)) + 1
    miss = 0.02 + 0.07 * hurry
    hooks = 0.03 + 0.12 * hurry
  }

  /// What comes out when this hand follows `path`.
  func draw(_ path: [SketchPoint], _ random: inout SplitMix64) -> [SketchPoint] {
    var points = Outline.resampled(path, step: Self.step)
    moveEnd(&points, by: random.normal(miss), &random)
    round(&points)
    waver(&points, &random)
    if random.happens(hooks), let first = points.first {
      let turn = random.uniform(0...2 * .pi)
      points.insert(Outline.polar(turn, [0.04, 0.04], around: first), at: 0)
    }
    return points
  }

  /// Goes on past the end in the same direction, or stops short of it.
  private func moveEnd(
    _ points: inout [SketchPoint], by distance: Double, _ random: inout SplitMix64
  ) {
    let steps = Int((abs(distance) / Self.step).rounded())
    guard let last = points.last, points.count > 6 else { return }
    if distance < 0 {
      points.removeLast(min(steps, points.count / 4))
    } else {
      let ahead = (last - points[points.count - 4]) / 3
      for step in 0..<steps { points.append(last + Double(step + 1) * ahead) }
    }
  }

  /// Averages neighbours, which cuts corners.
  private func round(_ points: inout [SketchPoint]) {
    let sharp = points
    for index in points.indices {
      let reach = min(rounding, min(index, points.count - 1 - index))
      var sum = SketchPoint.zero
      for near in index - reach...index + reach { sum += sharp[near] }
      points[index] = sum / Double(2 * reach + 1)
    }
  }

  /// Adds slow waves along the path, a bend over its whole length and a wrong place.
  private func waver(_ points: inout [SketchPoint], _ random: inout SplitMix64) {
    let total = Double(points.count) * Self.step
    let scale = min(1, 0.2 + total / 2)
    let waves = [0.2...0.6, 0.6...1.5, 1.5...4].enumerated().map { order, band in
      let size = scale * wobble / Double(1 << order)
      let rate = 2 * .pi * random.uniform(band)
      let wave = Wave(phase: random.uniform(0...2 * .pi), turn: rate * Self.step)
      return (wave: wave, shift: SketchPoint(random.normal(size), random.normal(size)))
    }
    let place = SketchPoint(random.normal(miss / 3), random.normal(miss / 3))
    let bend = SketchPoint(random.normal(bow), random.normal(bow)) * min(total / 2, 1)
    let last = Double(max(points.count - 1, 1))
    for index in points.indices {
      let fraction = Double(index) / last
      points[index] += place + bend * (4 * fraction * (1 - fraction))
    }
    for (wave, shift) in waves {
      var wave = wave
      for index in points.indices { points[index] += shift * wave.next() }
    }
  }
}
