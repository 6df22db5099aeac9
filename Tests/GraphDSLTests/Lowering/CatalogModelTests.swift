import Foundation
import Ops
import Runtime
import Testing

@testable import GraphDSL

/// The models of the repository with the real ops.
@Suite struct CatalogModelTests {
  private static let models = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("models")

  private func lower(
    _ sets: [String], _ mode: GraphBuilder.Mode, model name: String = "quickdraw"
  ) -> (model: LoweredModel?, diagnostics: Diagnostics) {
    var diagnostics = Diagnostics()
    let path = Self.models.appendingPathComponent("\(name).yaml").path
    let spec = ModelLoader.load(path: path, sets: sets, into: &diagnostics).spec
    let model = spec.flatMap {
      ModelLowering.lower($0, mode: mode, catalog: catalog, into: &diagnostics)
    }
    return (model, diagnostics)
  }

  private func parameterCounts(_ model: LoweredModel?) -> [String: Int] {
    guard let graph = model?.graph.builder.graph else { return [:] }
    let pairs = graph.sources(.parameter).map { value in
      (graph[value].name, graph[value].type.dims.compactMap(\.fixedSize).reduce(1, *))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  @Test func parametersOfTheTutorial() {
    let (model, diagnostics) = lower([], .training)
    #expect(!diagnostics.hasErrors, "\(diagnostics.all)")
    let counts = parameterCounts(model)
    func count(_ node: String) -> Int {
      counts.filter { $0.key.hasPrefix(node) }.map(\.value).reduce(0, +)
    }
    // Those of TensorFlow's graph of the tutorial; a kernel is window x channels in x channels out.
    #expect(count("convs.0.conv") == 768)
    #expect(count("convs.1.conv") == 15_424)
    #expect(count("convs.2.conv") == 18_528)
    #expect(count("rnn") == 230_400 + 394_240 + 394_240)
    #expect(count("logits") == 88_665)
    #expect(count("") == 1_142_265)
    #expect(diagnostics.all.map(\.code) == ["padding-leak"])
    #expect(model?.train?.steps == 100_000)
    #expect(model?.data?.train?.shuffle == 1_000_000)
  }

  @Test(arguments: [
    "quickdraw", "quickdraw-conv", "quickdraw-masked", "quickdraw-small", "stroke-autoencoder",
    "stroke-next-step",
  ])
  func everyModelIsRight(name: String) {
    for mode in [GraphBuilder.Mode.training, .evaluation] {
      let (model, diagnostics) = lower([], mode, model: name)
      #expect(model != nil, "\(diagnostics.all)")
      let leaks = diagnostics.all.filter { $0.code == "padding-leak" }
      #expect(leaks.isEmpty == (name != "quickdraw"))
    }
  }

  @Test func namesSurviveBatchNorm() {
    let plain = parameterCounts(lower([], .training).model)
    let (model, diagnostics) = lower(["batch_norm=true"], .training)
    #expect(!diagnostics.hasErrors, "\(diagnostics.all)")
    let normed = parameterCounts(model)
    #expect(plain.allSatisfy { normed[$0.key] == $0.value })
    #expect(normed["convs.1.norm/gamma"] == 48)
  }

  @Test func bothModesHaveTheSameParameters() {
    let training = parameterCounts(lower(["batch_norm=true"], .training).model)
    let evaluation = parameterCounts(lower(["batch_norm=true"], .evaluation).model)
    #expect(training == evaluation)
    #expect(!training.isEmpty)
  }
}
