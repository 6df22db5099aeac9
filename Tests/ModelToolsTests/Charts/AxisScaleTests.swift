import Testing

@testable import ModelTools

/// Round numbers at the marks of an axis, for ranges of every size.
@Suite struct AxisScaleTests {
  @Test func marksAreRoundAndCoverTheValues() {
    let expected: [(values: [Double], most: Int, kind: AxisScale.Kind, labels: [String])] = [
      ([0.21, 2.49], 6, .number, ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
      ([0, 400], 5, .count, ["0", "100", "200", "300", "400"]),
      ([0, 100_000], 6, .count, ["0", "20,000", "40,000", "60,000", "80,000", "100,000"]),
      ([0.78, 0.851], 6, .share, ["78 %", "80 %", "82 %", "84 %", "86 %"]),
      ([0.9981, 0.9999], 5, .share, ["99.80 %", "99.85 %", "99.90 %", "99.95 %", "100.00 %"]),
      ([3], 5, .number, ["1", "2", "3", "4", "5"]),
      ([0], 3, .number, ["-1", "0", "1"]),
      ([], 3, .number, ["0.0", "0.5", "1.0"]),
      ([1e-5, 9e-5], 3, .number, ["0", "5.0e-05", "1.0e-04"]),
      ([0, 2], 7, .count, ["0", "1", "2"]),
    ]
    for scale in expected {
      let axis = AxisScale(covering: scale.values, most: scale.most, kind: scale.kind)
      #expect(axis.ticks.map { axis.label($0) } == scale.labels, "\(scale.values)")
      for value in scale.values {
        #expect(axis.low <= value && value <= axis.high + 1e-12)
        #expect((-1e-9...1 + 1e-9).contains(axis.place(of: value)))
      }
    }
  }

  /// Over many ranges: at least two marks, about as many as asked for at most.
  @Test func anyRange() {
    for exponent in -9...9 {
      for factor in [1.0, 1.3, 2.2, 4.9, 7.7] {
        let size = factor * Double(sign: .plus, exponent: exponent * 3, significand: 1)
        let axis = AxisScale(covering: [-size / 3, size], most: 6)
        #expect((2...8).contains(axis.ticks.count), "\(size): \(axis.ticks)")
        #expect(axis.low <= -size / 3 && axis.high >= size)
      }
    }
  }
}
