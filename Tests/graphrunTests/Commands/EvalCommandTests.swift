import Foundation
import Runtime
import TestSupport
import Testing

/// `graphrun eval` as a user and as a script see it.
@Suite struct EvalCommandTests {
  private let program: Program

  init() throws {
    program = try Program()
    let made = try program.run(
      "data", "synth", "-o", "drawings", "-n", "20", "--categories", "circle,fish,star")
    #expect(made.status == 0, "\(made.errors)")
    let trained = try program.run(
      "train", Repository.model("quickdraw-small"), "--data", "drawings", "--steps", "2", "--run",
      "run", "--set", "num_nodes=8", "--set", "num_layers=1")
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(trained.errors.contains("next: graphrun eval run"))
  }

  @Test func everythingAsJSON() throws {
    let result = try program.run("eval", "run", "--json")
    let json = try JSONValue(parsing: Array(result.output.utf8.dropLast()))
    let drawings = try #require(json["drawings"]?.integer)
    for (part, names) in [
      ("classification", ["accuracy", "macro_f1", "log_loss", "map_3"]),
      ("calibration", ["brier_score"]),
    ] {
      for name in names {
        let value = try #require(json[part]?[name]?.double)
        let interval = try #require(json[part]?["\(name)_interval"]?.array).compactMap(\.double)
        #expect(interval.count == 2 && interval[0] <= value && value <= interval[1], "\(name)")
      }
    }
    let loss = try #require(json["loss_interval"]?.array).compactMap(\.double)
    #expect(loss.count == 2 && loss[0] < loss[1])
    let counts = try #require(json["confusion"]?["counts"]?.array).map {
      ($0.array ?? []).compactMap(\.integer)
    }
    #expect(counts.flatMap { $0 }.reduce(0, +) == drawings)
    #expect(json["confusion"]?["classes"] == ["circle", "fish", "star"])
    let classes = try #require(json["classes"]?.array)
    #expect(classes.compactMap { $0["drawings"]?.integer } == counts.map { $0.reduce(0, +) })
    let bins = try #require(json["calibration"]?["bins"]?.array)
    #expect(bins.compactMap { $0["drawings"]?.integer }.reduce(0, +) == drawings)
  }

  @Test func textAndMatrix() throws {
    let result = try program.run(
      "eval", "run", "--classes", "--calibration", "--confusion", "confusion.csv")
    #expect(result.status == 0, "\(result.errors)")
    for words in ["95 % interval", "taken for", "Brier score", "on average", "confidence"] {
      #expect(result.output.contains(words), "\(words): \(result.output)")
    }
    #expect(result.errors.contains("confusion matrix: confusion.csv"))
    let rows = try program.folder.text("confusion.csv").split(separator: "\n")
    #expect(rows.map { $0.split(separator: ",").count } == [4, 4, 4, 4])
    #expect(rows[0] == "class,circle,fish,star" && rows[1].hasPrefix("circle,"))
    let refused = try program.run("eval", "run", "--confusion", "absent/confusion.csv")
    #expect(refused.status == 73, "\(refused.errors)")
  }
}
