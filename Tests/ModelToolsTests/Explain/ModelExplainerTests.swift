import ModelTools
import QuickDrawModels
import Runtime
import TestSupport
import Testing

/// Explanations of single nodes.
@Suite struct ModelExplainerTests {
  private func explainer(_ name: String, _ sets: [String] = []) throws -> ModelExplainer {
    try ModelExplainer(try CheckedModel(path: Repository.model(name), sets: sets))
  }

  @Test(arguments: ["convs.1.conv", "rnn", "pooled", "logits", "loss", "metrics.top_3"])
  func aNodeAsText(name: String) throws {
    let node = try #require(try explainer("quickdraw-small", ["num_nodes=40"]).node(name))
    try expectGolden(ExplanationText.text(node), "explain/\(name).txt")
  }

  /// Windows of 5, 5 and 3 steps, one behind the other.
  @Test func receptiveFieldsGrow() throws {
    let explainer = try explainer("quickdraw")
    for (name, steps) in [("convs.0.conv", 5.0), ("convs.1.conv", 9), ("convs.2.conv", 11)] {
      let reach = try #require(explainer.node(name)?.reaches.first)
      #expect(reach.field.steps == steps && reach.hasSteps, "\(name)")
    }
    #expect(try #require(explainer.node("rnn")?.reaches.first).field == .sequence)
    #expect(try #require(explainer.node("pooled")?.reaches.first).hasSteps == false)
  }

  @Test func everyNodeOfEveryModelIsExplained() throws {
    for name in try Repository.models() {
      let explainer = try explainer(name)
      for node in explainer.names {
        let explanation = try #require(explainer.node(node), "\(name) \(node)")
        #expect(ExplanationText.text(explanation).contains(explanation.manual.name))
        #expect("\(explanation.json)".contains("\"formula\""))
      }
    }
  }

  @Test func parametersFindTheirNode() throws {
    let explainer = try explainer("quickdraw")
    #expect(explainer.node("rnn.0.forward/kernel")?.name == "rnn")
    #expect(explainer.node("logits/bias")?.name == "logits")
    #expect(explainer.node("logits/kernels") == nil)
    #expect(explainer.nearest(to: "logits/kernels") == "logits/kernel")
    #expect(explainer.nearest(to: "convs.0.con") == "convs.0.conv")
    #expect(explainer.input("ink")?.text.contains("convs.0.conv") == true)
    #expect(try #require(explainer.list(in: "convs")).count == 2 + 5)
  }

  /// Costs and parameters of the nodes add up to the model's.
  @Test func nodesAddUp() throws {
    let explainer = try explainer("quickdraw-masked")
    let nodes = explainer.names.compactMap { explainer.node($0) }
    let parameters = nodes.flatMap(\.parameters).filter(\.isTrained).reduce(0) { $0 + $1.count }
    #expect(parameters == 1_142_265)
    let cost = nodes.reduce(0) { $0 + $1.cost.perStep }
    let model = try #require(nodes.first).modelCost.perStep
    #expect(abs(cost - model) < 1e-6 * model)
  }
}
