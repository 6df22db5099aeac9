import Runtime
import TestSupport
import Testing

/// Memory that is foretold beside memory that a process took.
@Suite struct MemoryCommandTests {
  /// Loosely, since a debug build has more program text; docs/tools.md has what a release measures.
  @Test func thePeakIsAboutWhatWasForetold() throws {
    let program = try Program()
    let result = try program.run(
      "time", Repository.model("quickdraw-small"), "--batch", "64", "--length", "100", "--steps",
      "1", "--json")
    #expect(result.status == 0, "\(result.errors)")
    let report = try JSONValue(parsing: Array(result.output.utf8.dropLast()))
    let peak = try #require(report["peak_mb"]?.double)
    let foretold = try #require(report["predicted_peak_mb"]?.double)
    #expect((0.75...1.33).contains(foretold / peak), "\(foretold) MB foretold, \(peak) MB taken")
  }

  @Test func summaryForetellsForABatch() throws {
    let program = try Program()
    let result = try program.run(
      "summary", Repository.model("quickdraw-small"), "--batch", "8", "--length", "50")
    #expect(result.lines.last?.hasPrefix("peak for 8 drawings of 50 points: ") == true)
    #expect(
      try program.run("summary", Repository.model("quickdraw-small"), "--batch", "0").status == 64)
  }
}
