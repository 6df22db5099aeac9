import Foundation
import TestSupport
import Testing

@testable import ModelTools

/// The page as a text: well formed, complete, and about nothing that is elsewhere.
@Suite struct ReportPageTests {
  private let samples: RunSamples

  init() throws { samples = try RunSamples() }

  private func page(_ names: String...) throws -> String {
    let runs = try names.map { try RunOverview(samples.folder.file($0)) }
    let details = try runs.prefix(1).map { try RunDetail($0) }
    return ReportPage(runs, details: Array(details), program: "graphrun 1.2.3").html
  }

  @Test func aPageIsWellFormed() throws {
    try samples.write("a", accuracies: [0.5, 0.7])
    try samples.write("b", units: 9, accuracies: [0.5, 0.6], edit: ("name: tiny", "name: \"<b>\""))
    for page in [try page("a"), try page("a", "b"), try page("b", "a")] {
      let elements = try XMLCheck.parse(page).elements
      #expect(elements["h1"] == 1 && elements["html"] == 1)
      #expect(page.contains("Made by graphrun 1.2.3."))
      #expect(elements["script"] == nil && elements["img"] == nil)
      for address in page.matches(of: /(?:src|href)="([^"]*)"/) {
        #expect(address.output.1 == "data:,", "something is loaded: \(address.output.1)")
      }
    }
    #expect(try page("a").contains("<title>tiny: accuracy 70.0 %</title>"))
    #expect(try page("a", "b").contains("<h1>2 runs compared</h1>"))
  }

  /// A run that was never evaluated, and one that measured nothing at all.
  @Test func thereMayBeNothingToShow() throws {
    try samples.write("a", accuracies: [])
    let text = try page("a")
    #expect(try XMLCheck.parse(text).elements["h1"] == 1)
    #expect(text.contains("Not measured: "))
    #expect(!text.contains("<h2>Curves</h2>"))
  }
}
