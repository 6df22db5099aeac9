import OracleSupport
import Runtime
import Testing

@Suite struct ClassificationReportTests {
  /// Every number that scikit-learn computed.
  @Test func scoresFollowTheReference() throws {
    let cases = try Oracles.json("metrics/metrics.json")?["cases"]?.array ?? []
    for json in cases {
      let name = json["name"]?.string ?? "?"
      let rows = try #require(json["logits"]?.array)
      let labels = try #require(json["labels"]?.array).compactMap(\.integer)
      let classCount = try #require(rows.first?.array?.count)
      var report = ClassificationReport(classCount: classCount)
      for (row, label) in zip(rows, labels) {
        report.add(logits: row.numbers.map { Float($0) }, labels: [label])
      }
      #expect(report.count == labels.count)
      let scores: [(String, [Double])] = [
        ("accuracy", [report.accuracy]), ("top3", [report.topThree]),
        ("map3", [report.meanAveragePrecisionAtThree]), ("log_loss", [report.logLoss]),
        ("confusion_rows_true", report.confusion.counts.map(Double.init)),
        ("precision", report.classes.map(\.precision)), ("recall", report.classes.map(\.recall)),
        ("f1", report.classes.map(\.f1)), ("support", report.classes.map { Double($0.support) }),
        ("macro_f1", [report.macroF1]), ("weighted_f1", [report.weightedF1]),
        ("balanced_accuracy_over_present", [report.balancedAccuracy]),
        ("cohen_kappa", [report.kappa]), ("mcc", [report.matthewsCorrelation]),
      ]
      for (key, actual) in scores {
        let expected = try #require(json[key], "\(name) has no \(key)").numbers
        #expect(actual.count == expected.count)
        for (a, e) in zip(actual, expected) {
          #expect((a - e).magnitude <= 1e-12, "\(name), \(key): \(a), expected \(e)")
        }
      }
    }
    print("oracles: metrics: \(cases.count) cases")
  }

  @Test func batchesAreTheSameAsSingleExamples() {
    let logits: [Float] = [1, 2, 3, 3, 1, 2, 0, 0, 0]
    var (whole, single) = (ClassificationReport(classCount: 3), ClassificationReport(classCount: 3))
    whole.add(logits: logits, labels: [2, 1, 0])
    for (row, label) in [2, 1, 0].enumerated() {
      single.add(logits: Array(logits[3 * row..<3 * row + 3]), labels: [label])
    }
    #expect(whole.confusion == single.confusion)
    #expect(whole.logLoss == single.logLoss)
    // First, third and (of three equal logits) first place.
    let expected = (1 + 1.0 / 3 + 1) / 3
    #expect((whole.meanAveragePrecisionAtThree - expected).magnitude < 1e-15)
  }

  @Test func hugeLogitsDoNotOverflow() {
    var report = ClassificationReport(classCount: 2)
    report.add(logits: [1e30, -1e30], labels: [0])
    #expect(report.logLoss == 0)
    report.add(logits: [-.infinity, 0], labels: [1])
    #expect(report.logLoss == 0)
  }

  @Test func aNaNShowsInTheLossAndRanksLast() {
    var report = ClassificationReport(classCount: 3)
    report.add(logits: [.nan, 1, 2], labels: [0])
    #expect(report.logLoss.isNaN)
    #expect(report.confusion[label: 0, prediction: 2] == 1)
    report.add(logits: [.nan, .nan, .nan], labels: [1])
    #expect(report.confusion[label: 1, prediction: 0] == 1)
  }

  @Test func oneClassOnlyGivesZeroCorrelation() {
    var report = ClassificationReport(classCount: 2)
    report.add(logits: [1, 0, 1, 0], labels: [0, 0])
    #expect(report.kappa == 0)
    #expect(report.matthewsCorrelation == 0)
    #expect(report.accuracy == 1)
  }

  /// Ends solved by hand for none and all; those of 15 in 20 are the formula computed in Python.
  @Test func wilsonIntervals() {
    let none = ConfidenceInterval(successes: 0, of: 0)
    #expect(none.lower == 0 && none.upper == 1)
    let all = ConfidenceInterval(successes: 10, of: 10)
    let squaredZ = 3.841_458_820_694_124
    #expect((all.lower - 10 / (10 + squaredZ)).magnitude < 1e-12 && all.upper == 1)
    let no = ConfidenceInterval(successes: 0, of: 10)
    #expect((no.upper - squaredZ / (10 + squaredZ)).magnitude < 1e-12 && no.lower == 0)
    let most = ConfidenceInterval(successes: 15, of: 20)
    #expect(
      (most.lower - 0.531_299_122_381).magnitude < 1e-11
        && (most.upper - 0.888_138_298_592).magnitude < 1e-11)
  }
}
