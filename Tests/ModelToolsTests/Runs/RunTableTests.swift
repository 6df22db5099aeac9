import Runtime
import TestSupport
import Testing

@testable import ModelTools

/// The table of runs: which columns, which order, which rows.
@Suite struct RunTableTests {
  private let samples: RunSamples

  init() throws {
    samples = try RunSamples()
    try samples.write("a", units: 4, accuracies: [0.5, 0.7])
    try samples.write("b", units: 16, seed: 2, accuracies: [0.9, 0.8])
    try samples.write(
      "c", units: 8, steps: 30, accuracies: [0.6], log: "stopped after step 10; go on")
  }

  private func table(
    sort: String? = nil, isReversed: Bool = false, filters: [String] = []
  ) throws -> RunTable {
    try RunTable(
      try samples.find().runs, sort: sort, isReversed: isReversed, filters: filters)
  }

  private func names(_ table: RunTable) -> String {
    table.runs.map { samples.short($0.name) }.joined()
  }

  @Test func theTable() throws {
    let text = samples.short(try table().lines().map { $0 + "\n" }.joined())
    let prefix = String(repeating: " ", count: samples.folder.path.count + 1)
    try expectGolden(
      text.replacing("run\(prefix)", with: "run").replacing("─", with: ""), "runs/table.txt")
  }

  @Test func aLongValueIsShortened() throws {
    try samples.write(
      "d", units: 4, accuracies: [0.5],
      edit: ("drawings/*", "drawings/of/many/people/in/a/deep/folder/*"))
    let lines = try table().lines()
    #expect(lines.contains { $0.contains("drawings/of/ma…p/folder/*.ndjson") }, "\(lines)")
  }

  @Test func orders() throws {
    #expect(names(try table(sort: "accuracy")) == "bac")
    #expect(names(try table(sort: "best.accuracy")) == "bac")
    #expect(names(try table(sort: "loss")) == "bac")
    #expect(names(try table(sort: "units")) == "acb")
    #expect(names(try table(sort: "units", isReversed: true)) == "bca")
    #expect(names(try table(sort: "steps")) == "abc")
    #expect(names(try table(sort: "state")) == "abc")
    #expect(names(try table(sort: "train.optimizer.learning_rate")) == "abc")
  }

  @Test func filters() throws {
    let expected: [([String], String)] = [
      (["units=16"], "b"), (["units!=16"], "ac"), (["units<=8", "accuracy>0.65"], "a"),
      (["accuracy>=70%"], "ab"), (["state=stopped"], "c"), (["state != stopped"], "ab"),
      (["best.accuracy=0.9"], "b"), (["learning_rate=0.1"], "abc"), (["train.accuracy<0.1"], ""),
      (["steps>20"], "c"), (["seed=2"], "b"),
    ]
    for (filters, names) in expected {
      #expect(self.names(try table(filters: filters)) == names, "\(filters)")
    }
  }

  @Test func mistakesNameWhatThereIs() throws {
    let mistakes: [(sort: String?, filters: [String], message: String)] = [
      ("acuracy", [], "no run has a `acuracy`\nhint: did you mean `accuracy`?"),
      (nil, ["unit=4"], "no run has a `unit`\nhint: did you mean `units`?"),
      (nil, ["units"], "a filter is a key, one of = != < <= > >= and a value, not `units`"),
      (nil, ["state<done"], "`<` compares numbers, and `done` is none"),
    ]
    for mistake in mistakes {
      let error = #expect(throws: RunQueryError.self) {
        try table(sort: mistake.sort, filters: mistake.filters)
      }
      #expect("\(error.map { "\($0)" } ?? "")".hasPrefix(mistake.message))
    }
  }

  @Test func commaSeparatedValues() throws {
    let lines = try table().csv.map { samples.short($0) }
    #expect(
      lines == [
        "run,seed,units,done,steps,loss,train.loss,accuracy,best.accuracy,drawings_per_second,"
          + "seconds,state",
        "a,1,4,20,20,\(1 - 0.7),1.3,0.7,0.7,40,1,finished",
        "b,2,16,20,20,\(1 - 0.8),1.2,0.8,0.9,40,1,finished",
        "c,1,8,10,30,0.4,1.4,0.6,0.6,40,0.5,stopped",
      ], "\(lines)")
  }

  @Test func oneObjectARun() throws {
    let json = try #require(try table().json.last)
    #expect(json["state"] == "stopped")
    #expect(json["planned_steps"] == 30)
    #expect(json["last"]?["accuracy"]?["value"] == 0.6)
    #expect(json["settings"]?["units"] == 8)
    #expect(json["settings"]?["graph.convs.do.drop.rate"] == "0.1")
    #expect(try JSONValue(parsing: Array("\(json)".utf8)) == json)
  }

  /// A value written in the graph has a column; one that a model's name says has none.
  @Test func graphsThatDiffer() throws {
    try samples.write("d", accuracies: [0.5], edit: ("dropout, rate: 0.1", "dropout, rate: 0.2"))
    try samples.write("e", accuracies: [0.5], edit: ("name: tiny", "name: other"))
    let runs = try samples.find().runs
    func titles(_ names: String) -> [String] {
      let chosen = runs.filter { names.contains(samples.short($0.name)) }
      return SettingDifferences(chosen).rows.map(\.title)
    }
    #expect(titles("ad") == ["rate"])
    #expect(titles("ae") == ["model"])
    #expect(titles("de") == ["model"])
    #expect(titles("ade") == ["model", "rate"])
    #expect(titles("a") == [])
  }
}
