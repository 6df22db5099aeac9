import Foundation
import OracleSupport
import Runtime
import TestSupport
import Testing

/// Intervals and calibration against scikit-learn, statsmodels and a bootstrap; `scripts/metric-numbers`
/// computed them.
@Suite struct MetricIntervalTests {
  private static let z = 1.959_963_984_540_054

  private func cases() throws -> [JSONValue] {
    let path = Repository.root.appending(path: "Tests/Golden/metrics/intervals.json")
    let cases = try JSONValue(parsing: Array(Data(contentsOf: path)))["cases"]?.array ?? []
    #expect(cases.count == 2)
    return cases
  }

  private func report(_ json: JSONValue) throws -> ClassificationReport {
    let rows = try #require(json["logits"]?.array)
    var report = ClassificationReport(classCount: try #require(rows.first?.numbers.count))
    let labels = try #require(json["labels"]?.array).compactMap(\.integer)
    for (row, label) in zip(rows, labels) {
      report.add(logits: row.numbers.map { Float($0) }, labels: [label])
    }
    return report
  }

  /// The standard error behind an interval that no bound cuts.
  private func error(_ interval: ConfidenceInterval?) -> Double {
    interval.map { ($0.upper - $0.lower) / (2 * Self.z) } ?? .nan
  }

  @Test func numbersOfOthers() throws {
    for json in try cases() {
      let report = try report(json)
      let numbers = [
        ("brier_score", report.calibration.brierScore), ("log_loss", report.logLoss),
        ("expected_calibration_error", report.calibration.expectedError),
        ("confidence", report.calibration.confidence), ("kappa", report.kappa),
        ("kappa_error", error(report.kappaInterval)),
        ("log_loss_error", error(report.logLossInterval)),
      ]
      for (name, actual) in numbers {
        let expected = try #require(json[name]?.double)
        // The logits are rounded to single precision here.
        #expect((actual - expected).magnitude < 2e-6, "\(name): \(actual), expected \(expected)")
      }
    }
  }

  /// The delta method and a bootstrap of 20,000 samples differ by what either leaves out.
  @Test func errorsLikeThoseOfABootstrap() throws {
    for json in try cases() {
      let report = try report(json)
      let bootstrap = try #require(json["bootstrap"])
      let errors = [
        ("macro_f1", report.macroF1Interval), ("weighted_f1", report.weightedF1Interval),
        ("first_f1", report.classes[0].f1Interval),
        ("balanced_accuracy", report.balancedAccuracyInterval), ("kappa", report.kappaInterval),
        ("matthews", report.matthewsInterval),
      ]
      for (name, interval) in errors {
        let expected = try #require(bootstrap[name]?.double)
        #expect(
          (error(interval) / expected - 1).magnitude < 0.02,
          "\(name): \(error(interval)), expected \(expected)")
      }
    }
  }

  /// Three predictions: sure to 0.9 and right, to 0.9 and wrong, to 0.6 and right.
  @Test func calibrationByHand() throws {
    func logits(_ first: Double) -> [Float] { [Float(log(first)), Float(log(1 - first))] }
    var report = ClassificationReport(classCount: 2)
    report.add(logits: logits(0.9) + logits(0.9) + logits(0.6), labels: [0, 1, 0])
    let calibration = report.calibration
    // 2/3 · |1/2 − 0.9| + 1/3 · |1 − 0.6|.
    #expect((calibration.expectedError - 0.4).magnitude < 1e-6)
    // (2 · 0.1² + 2 · 0.9² + 2 · 0.4²) / 3.
    #expect((calibration.brierScore - 1.96 / 3).magnitude < 1e-6)
    #expect((calibration.confidence - 0.8).magnitude < 1e-6)
    let filled = calibration.bins.filter { $0.count > 0 }
    #expect(filled.map(\.count) == [1, 2] && filled.map(\.rightCount) == [1, 1])
    #expect(filled[1].lower < 0.9 && 0.9 <= filled[1].upper)
    #expect(filled[1].interval == ConfidenceInterval(successes: 1, of: 2))
  }

  @Test func confusedPairs() {
    var matrix = ConfusionMatrix(classCount: 3)
    for (label, prediction, count) in [(0, 0, 5), (0, 1, 2), (1, 2, 4), (2, 0, 2)] {
      for _ in 0..<count { matrix.add(label: label, prediction: prediction) }
    }
    let pairs = matrix.mostConfused(2)
    #expect(pairs.map(\.label) == [1, 0] && pairs.map(\.prediction) == [2, 1])
    #expect(pairs.map(\.count) == [4, 2] && pairs.map(\.support) == [4, 7])
    #expect(matrix.mostConfused(9).count == 3)
  }

  /// 1, 2 and 6: mean 3, s² = (4 + 1 + 9) / 2 = 7.
  @Test func theIntervalOfAMean() throws {
    var mean = SampleMean()
    #expect(mean.mean.isNaN && mean.interval == nil)
    for number in [1.0, 2, 6] { mean.add(number) }
    #expect(mean.mean == 3)
    let interval = try #require(mean.interval)
    #expect((interval.upper - 3 - Self.z * (7.0 / 3).squareRoot()).magnitude < 1e-12)
    // None is below 0, nor is the mean of more such numbers.
    #expect(mean.interval(of: 0.5, count: 3)?.lower == 0)
    mean.add(-1)
    #expect((mean.interval(of: 0.5, count: 3)?.lower ?? 0) < 0)
    mean.add(.nan)
    #expect(mean.mean.isNaN && mean.interval == nil)
  }

  /// Where no other sample could tell anything else, the method knows no error.
  @Test func withoutVarianceThereIsNone() {
    var report = ClassificationReport(classCount: 2)
    for label in [0, 1, 1] {
      report.add(logits: label == 0 ? [1, 0] : [0, 1], labels: [label])
    }
    #expect(report.macroF1 == 1 && report.macroF1Interval == nil)
    #expect(report.kappa == 1 && report.kappaInterval == nil)
    #expect(report.classes[0].f1Interval == nil)
    #expect(report.classes[0].recallInterval != nil)
  }

  @Test func withoutExamplesThereIsNone() {
    let report = ClassificationReport(classCount: 2)
    #expect(report.macroF1Interval == nil && report.kappaInterval == nil)
    #expect(report.matthewsInterval == nil && report.logLossInterval == nil)
    #expect(report.classes[0].f1Interval == nil && report.classes[0].recallInterval == nil)
    #expect(report.calibration.bins.allSatisfy { $0.interval == nil })
  }
}
