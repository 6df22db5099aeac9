import Testing

@testable import ModelTools

/// Smoothing and thinning of curves.
@Suite struct RunCurveTests {
  private func points(_ values: [Double]) -> [RunCurve.Point] {
    values.enumerated().map { RunCurve.Point(step: $0.offset, value: $0.element) }
  }

  /// By hand, with w = 1/2: averages 1/2, 5/4, 17/8 over 1/2, 3/4, 7/8.
  @Test func smoothingIsTensorBoards() {
    let smoothed = RunCurve.smoothed(points([1, 2, 3]), 0.5).map(\.value)
    #expect(smoothed == [1, 5.0 / 3, 17.0 / 7])
    #expect(RunCurve.smoothed(points([4, 4, 4]), 0.9).allSatisfy { abs($0.value - 4) < 1e-12 })
  }

  @Test func evaluationsStayAsTheyAre() {
    let values = points([1, 2, 3])
    let trained = RunCurve(run: 0, isEvaluation: false, points: values, smoothing: 0.5)
    let evaluated = RunCurve(run: 0, isEvaluation: true, points: values, smoothing: 0.5)
    #expect(trained.unsmoothed == values && trained.points != values)
    #expect(evaluated.unsmoothed == nil && evaluated.points == values)
  }

  @Test func whatIsNotFiniteIsAGap() {
    let curve = RunCurve(run: 0, isEvaluation: false, points: points([1, .nan, .infinity, 2]))
    #expect(curve.points.map(\.step) == [0, 3])
  }

  /// A thinned curve has the extremes of every stretch, and the order of steps.
  @Test func thinning() {
    var values = (0..<10_000).map { Double($0 % 7) }
    values[4_321] = 100
    values[8_765] = -100
    let thin = RunCurve.thinned(points(values), to: 600)
    #expect(thin.count <= 600 && thin.count > 300)
    #expect(thin.map(\.value).max() == 100 && thin.map(\.value).min() == -100)
    #expect(zip(thin, thin.dropFirst()).allSatisfy { $0.step < $1.step })
    #expect(RunCurve.thinned(points([1, 2]), to: 600).count == 2)
  }
}
