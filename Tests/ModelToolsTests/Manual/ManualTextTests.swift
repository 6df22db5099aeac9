import ModelTools
import Runtime
import TestSupport
import Testing

/// The manual in the terminal.
@Suite struct ManualTextTests {
  private func entry(_ name: String) throws -> ManualEntry {
    try #require(ManualEntry.all.first { $0.name == name })
  }

  @Test(arguments: ["conv1d", "softmax_cross_entropy", "concat", "adam", "cosine"])
  func aPageOfEachKind(name: String) throws {
    try expectGolden(ManualText.page(try entry(name)), "manual/\(name).txt")
  }

  @Test func aListNamesEveryEntryOnce() {
    let lines = ManualText.list(ManualEntry.all).split(separator: "\n")
    let names = lines.filter { $0.hasPrefix("  ") }.compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
    #expect(names.sorted() == ManualEntry.all.map(\.name).sorted())
  }

  @Test func everyOpSaysWhatItComputes() {
    for entry in ManualEntry.all {
      #expect(!entry.formula.isEmpty, "`\(entry.name)` has no formula")
      #expect(entry.op?.group != .other, "`\(entry.name)` has no group")
    }
  }

  @Test func aCallShowsWhatMustBeGiven() throws {
    #expect(try entry("dense").call() == "{op: dense, from: x, units: …}")
    #expect(try entry("dense").call(["units": 3]) == "{op: dense, from: x, units: 3}")
    #expect(try entry("add").call() == "{op: add, from: [a, b]}")
    #expect(try entry("concat").call() == "{op: concat, from: [x, …]}")
  }

  @Test func aScriptReadsTheSame() throws {
    let json = try JSONValue(parsing: Array("\(try entry("conv1d").json)".utf8))
    #expect(json["kind"] == "op" && json["inputs"]?.array?.count == 1)
    let kernel = json["attributes"]?.array?.first { $0["name"] == "kernel" }
    #expect(kernel?["type"] == "int" && kernel?["optional"] == false)
    #expect(kernel?["bounds"] == "from 1 to 1000000")
  }
}
