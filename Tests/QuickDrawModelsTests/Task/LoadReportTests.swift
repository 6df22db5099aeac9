import Testing

@testable import QuickDrawModels

/// What fits where, from names and sizes alone.
@Suite struct LoadReportTests {
  private let old = [
    TensorShape("a/kernel", [3, 4]), TensorShape("b/kernel", [4, 4]), TensorShape("c/bias", [24]),
  ]

  @Test func everythingFits() {
    let report = LoadReport(loading: old.reversed(), into: old)
    #expect(report.isComplete)
    #expect(report.matched == old, "in the model's order")
    #expect(report.problems.isEmpty)
  }

  @Test func whatDoesNotFitIsNamed() {
    let new = [
      TensorShape("a/kernel", [4, 3]), TensorShape("c/bias", [24]), TensorShape("d/bias", [2]),
    ]
    let report = LoadReport(loading: old, into: new)
    #expect(!report.isComplete)
    #expect(report.matched.map(\.name) == ["c/bias"])
    #expect(report.wantedCount == 3)
    #expect(
      report.problems == [
        "missing there: d/bias", "not in the model: b/kernel",
        "of another shape: a/kernel [3, 4] for [4, 3]",
      ])
  }

  /// Composed and decomposed letters are different names, however Swift compares strings.
  @Test func namesAreBytes() {
    let report = LoadReport(
      loading: [TensorShape("e\u{301}", [1])], into: [TensorShape("\u{E9}", [1])])
    #expect(report.matched.isEmpty && report.missing.count == 1 && report.unused.count == 1)
  }

  @Test func longListsAreShortened() {
    let names = (1...9).map { "n\($0)" }
    #expect(LoadReport.shortened(Array(names.prefix(7))) == "n1, n2, n3, n4, n5, n6, n7")
    #expect(LoadReport.shortened(names) == "n1, n2, n3, n4, n5, n6 and 3 more")
  }
}
