import Foundation
import QuickDrawModels
import Runtime
import TestSupport
import Testing

@testable import ModelTools

@Suite struct SweepPlanTests {
  private func plan(_ grid: [String], seeds: [Int], steps: Int? = 5) throws -> SweepPlan {
    SweepPlan(
      model: "tiny", text: "graphrun: 1\n", combinations: try SweepGrid(grid).combinations,
      seeds: seeds, steps: steps, data: "drawings")
  }

  @Test func everyCombinationOfTheGrid() throws {
    let grid = try SweepGrid(["a=1,2", "b.c=[16, 24],[32, 48],\"x,y\""])
    #expect(grid.axes[1].values == ["[16, 24]", "[32, 48]", "\"x,y\""])
    #expect(
      grid.combinations.map { $0.map(\.text).joined(separator: " ") } == [
        "a=1 b.c=[16, 24]", "a=1 b.c=[32, 48]", "a=1 b.c=\"x,y\"", "a=2 b.c=[16, 24]",
        "a=2 b.c=[32, 48]", "a=2 b.c=\"x,y\"",
      ])
    #expect(try SweepGrid([]).combinations == [[]])
  }

  @Test(arguments: [
    (["a"], "should be a setting"), (["=1"], "should be a setting"), (["a="], "empty value"),
    (["a=1,,2"], "empty value"), (["a=1,2,1"], "the value 1 twice"),
    (["a=1", "a=2"], "names `a` twice"), (["train.seed=1,2"], "cannot vary `train.seed`"),
  ]) func mistakesInTheGrid(_ options: [String], _ message: String) {
    let error = #expect(throws: SweepError.self) { try SweepGrid(options) }
    #expect(error?.message.contains(message) == true, "\(String(describing: error))")
  }

  @Test func tooManyCombinationsAreNotCounted() {
    let values = (0..<101).map(String.init).joined(separator: ",")
    let error = #expect(throws: SweepError.self) {
      try SweepGrid((0..<12).map { "axis\($0)=\(values)" })
    }
    #expect(error?.message.contains("more than 10000 combinations") == true)
  }

  @Test func someCombinationsAreDrawn() throws {
    let grid = try SweepGrid(["a=1,2,3,4", "b=1,2,3,4"])
    let some = try grid.combinations(random: 5)
    #expect(some.count == 5)
    #expect(Set(some.map { $0.map(\.text).joined() }).count == 5)
    #expect(some.allSatisfy { grid.combinations.contains($0) })
    #expect(try grid.combinations(random: 5) == some)
    #expect(try grid.combinations(random: 16) == grid.combinations)
    #expect(throws: SweepError.self) { try grid.combinations(random: 17) }
    #expect(throws: SweepError.self) { try grid.combinations(random: 0) }
  }

  @Test func theWholeGridIsSeenBeforeTheSecondSeed() throws {
    let plan = try plan(["a=1,2"], seeds: [7, 8])
    #expect(plan.runs.map(\.number) == [1, 2, 3, 4])
    #expect(plan.runs.map(\.combination) == [0, 1, 0, 1])
    #expect(plan.runs.map(\.seed) == [7, 7, 8, 8])
    #expect(
      plan.arguments(of: plan.runs[3], training: "base.yaml", in: "run-4", threads: 2) == [
        "train", "base.yaml", "--run", "run-4", "--seed", "8", "--set", "a=2", "--steps", "5",
        "--data", "drawings", "--threads", "2", "--color", "never",
      ])
  }

  @Test func aFolderIsOneSweeps() throws {
    let temporary = try TemporaryFolder()
    let path = temporary.file("sweep")
    let first = try plan(["a=1,2"], seeds: [1])
    _ = try SweepFolder(for: first, at: path)
    #expect(try temporary.names("sweep") == ["base.yaml", "sweep.json"])
    let again = try SweepFolder(for: first, at: path)
    #expect(first.runs.allSatisfy { again.state(of: $0) == nil })
    for other in [
      try plan(["a=1,3"], seeds: [1]), try plan(["a=1,2"], seeds: [1, 2]),
      try plan(["a=1,2"], seeds: [1], steps: nil),
    ] {
      #expect(throws: SweepError.self) { try SweepFolder(for: other, at: path) }
    }
    // Not a sweep's, and not empty.
    try temporary.write("mine", to: "notes.txt")
    #expect(throws: FileError.self) { try SweepFolder(for: first, at: temporary.path) }
  }

  @Test func meanAndSpreadByHand() {
    let cell = SweepTable.Cell(values: [1, 2, 6])
    #expect(cell.mean == 3)
    // (4 + 1 + 9) / 2.
    #expect(cell.deviation == 7.0.squareRoot())
    #expect(SweepTable.Cell(values: [5]).deviation == nil)
  }
}
