import GraphDSL
import QuickDrawModels
import TestSupport
import Testing

@testable import ModelTools

/// Pictures of models: what is in them, and that nothing lies on anything else.
@Suite struct PlotTests {
  private func shipped() throws -> [(name: String, model: LoweredModel)] {
    try Repository.models().map { name in
      let model = try CheckedModel(path: Repository.model(name))
      return (name, try #require(model.lower(.training)))
    }
  }

  @Test func everyModelsPictures() throws {
    for (name, model) in try shipped() {
      for kind in ModelPlot.allCases {
        try expectGolden(kind.text(of: model), "plot/\(name).\(kind.rawValue)")
      }
    }
    let branches = try PlotSamples.graph(PlotSamples.branches)
    try expectGolden(PlotSVG.text(branches), "plot/branches.svg")
    try expectGolden(PlotDot.text(branches), "plot/branches.dot")
  }

  @Test func nothingLiesOnAnythingElse() throws {
    var graphs = try shipped().map { PlotGraph($0.model) }
    graphs.append(try PlotSamples.graph(PlotSamples.branches))
    graphs.append(try PlotSamples.graph(PlotSamples.chain(20)))
    for graph in graphs { try expectTidy(graph) }
  }

  private func expectTidy(_ graph: PlotGraph) throws {
    let layout = PlotLayout(graph, sizes: graph.nodes.map { PlotBox($0).size })
    let boxes = layout.nodes
    for (index, box) in boxes.enumerated() {
      #expect(box.x >= 0 && box.x + box.width <= layout.size.x + 0.01)
      #expect(box.y >= 0 && box.y + box.height <= layout.size.y + 0.01)
      for other in boxes[(index + 1)...] {
        #expect(!overlap(box, other), "\(graph.title): \(graph.nodes[index].name)")
      }
      for group in layout.groups where !graph.nodes[index].groups.contains(group.name) {
        #expect(!overlap(box, group.box), "\(graph.nodes[index].name) lies on \(group.name)")
      }
      for group in layout.groups where graph.nodes[index].groups.contains(group.name) {
        #expect(contains(group.box, box), "\(graph.nodes[index].name) leaves \(group.name)")
      }
    }
    for route in layout.routes {
      for point in samples(route.points) {
        for (index, box) in boxes.enumerated() {
          let isInside =
            point.x > box.x + 0.5 && point.x < box.x + box.width - 0.5 && point.y > box.y + 0.5
            && point.y < box.y + box.height - 0.5
          #expect(!isInside, "\(graph.title): a line crosses \(graph.nodes[index].name)")
        }
      }
    }
  }

  private func overlap(_ a: PlotLayout.Box, _ b: PlotLayout.Box) -> Bool {
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
  }

  private func contains(_ a: PlotLayout.Box, _ b: PlotLayout.Box) -> Bool {
    a.x <= b.x && a.y <= b.y && b.x + b.width <= a.x + a.width && b.y + b.height <= a.y + a.height
  }

  /// Points along a line as it is drawn: bent between different places, straight otherwise.
  private func samples(_ points: [LayerLayout.Point]) -> [LayerLayout.Point] {
    zip(points, points.dropFirst()).flatMap { from, to in
      (0...20).map { step in
        let t = Double(step) / 20
        let bend = t * t * (3 - 2 * t)
        return LayerLayout.Point(
          x: from.x + (to.x - from.x) * bend,
          y: from.y + (to.y - from.y) * (1.5 * t * (1 - t) + t * t * t))
      }
    }
  }

  @Test func aLongLoopOfEqualStepsIsFolded() throws {
    let graph = try PlotSamples.graph(PlotSamples.chain(20))
    let names = graph.nodes.map(\.name)
    #expect(
      names == [
        "ink", "stack.0.dense", "stack.0.act", "stack.1.dense", "stack.1.act", "outputs.all",
      ])
    #expect(graph.groups["stack.1"]?.title == "step 1 to 19, × 19")
    let edges = graph.edges.map { "\(names[$0.source]) \(names[$0.target])" }
    #expect(
      Set(edges) == [
        "ink stack.0.dense", "stack.0.dense stack.0.act", "stack.0.act stack.1.dense",
        "stack.1.dense stack.1.act", "stack.1.act outputs.all",
      ])
  }

  @Test func aShortLoopIsShownWhole() throws {
    let graph = try PlotSamples.graph(PlotSamples.chain(6))
    #expect(graph.nodes.count == 2 + 12)
  }

  @Test func familiesFollowFromTheOps() throws {
    let graph = try PlotSamples.graph(PlotSamples.branches)
    let families = Dictionary(
      graph.nodes.map { ($0.name, $0.family) }, uniquingKeysWith: { first, _ in first })
    #expect(families["ink"] == .input)
    #expect(families["stem"] == .learned)
    #expect(families["narrow"] == .window)
    #expect(families["wide.second.0"] == .sequence)
    #expect(families["pooled"] == .reduction)
    #expect(families["steps.0.act"] == .pointwise)
    #expect(families["loss"] == .number)
  }

  @Test func whatXMLReadsAsItsOwnIsEscaped() throws {
    var graph = try PlotSamples.graph(PlotSamples.chain(1))
    graph.title = "a < b & \"c\""
    let title = "<title id=\"title\">a &lt; b &amp; &quot;c&quot;</title>"
    #expect(PlotSVG.text(graph).contains(title))
    #expect(PlotDot.text(graph).hasPrefix("digraph \"a < b & \\\"c\\\"\" {"))
  }
}
