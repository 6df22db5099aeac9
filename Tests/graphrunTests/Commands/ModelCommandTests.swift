import Foundation
import TestSupport
import Testing

/// Commands that look at a model file.
@Suite struct ModelCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test func checkAcceptsTheModels() throws {
    for name in ["quickdraw", "quickdraw-masked", "quickdraw-small"] {
      let result = try program.run("check", Repository.model(name))
      #expect(result.status == 0, "\(name): \(result.errors)")
    }
  }

  /// The numbers are those of the tutorial's model, counted by hand from its layers' sizes.
  @Test func summaryCountsTheParameters() throws {
    let result = try program.run("summary", Repository.model("quickdraw"))
    #expect(result.status == 0)
    let counts = [
      "convs.0.conv": "768", "convs.1.conv": "15,424", "convs.2.conv": "18,528",
      "rnn.0": "230,400", "rnn.1": "394,240", "rnn.2": "394,240", "logits": "88,665",
      "total": "1,142,265",
    ]
    for (name, count) in counts {
      let row = result.lines.first { $0.split(separator: " ").first.map(String.init) == name }
      #expect(row?.contains(" \(count) ") == true, "\(name): \(row ?? "no row")")
    }
  }

  @Test func showPrintsEveryStage() throws {
    for stage in ["yaml", "spec", "expanded", "graph", "gradient", "plan"] {
      let arguments = ["show", Repository.model("quickdraw-small"), "--stage", stage]
      let first = try program.finish(try program.start(arguments))
      let second = try program.finish(try program.start(arguments))
      #expect(first.status == 0, "\(stage): \(first.errors)")
      #expect(first.output.contains("rnn"), "\(stage)")
      #expect(first.output == second.output, "\(stage)")
    }
  }
}
