import ModelTools
import QuickDrawModels
import TestSupport
import Testing

/// What is said of the models that come with the program; a new model gets its files by
/// `GRAPHRUN_REWRITE=1 make test`.
@Suite struct ModelGoldenTests {
  @Test(arguments: try Repository.models())
  func stages(name: String) throws {
    let model = try CheckedModel(path: Repository.model(name))
    for stage in [ModelStage.yaml, .expanded, .graph] {
      let text = try stage.text(of: model, batch: 8, length: 40)
      try expectGolden(text, "models/\(name).\(stage.rawValue).txt")
    }
  }

  @Test(arguments: try Repository.models())
  func summary(name: String) throws {
    let model = try CheckedModel(path: Repository.model(name))
    let lines = try ModelSummaryText(model).lines(file: "models/\(name).yaml")
    try expectGolden(lines.map { $0 + "\n" }.joined(), "models/\(name).summary.txt")
  }

  @Test(arguments: try Repository.models())
  func origins(name: String) throws {
    let model = try CheckedModel(path: Repository.model(name))
    let lines = ValueOrigins(model).lines
    try expectGolden(lines.map { $0 + "\n" }.joined(), "models/\(name).origins.txt")
  }
}
