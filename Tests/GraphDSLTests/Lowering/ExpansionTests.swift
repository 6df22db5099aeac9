import Runtime
import Testing

@testable import GraphDSL

@Suite struct ExpansionTests {
  @Test func loopsConditionsAndNames() {
    let model = TestModel(
      """
      params:
        num_conv: [48, 64]
        kernels: [5, 3]
        norm: false
        dropout: 0.3
      graph:
        convs:
          from: ink
          for: {filters: num_conv, kernel: kernels}
          index: i
          do:
            norm: {op: identity, if: norm}
            drop: {op: dropout, rate: $dropout, if: i > 0 and dropout > 0}
            conv: {op: conv1d, filters: $filters, kernel: $kernel}
        pooled: {op: masked_sum, over: T}
        both: {op: add, from: [pooled, pooled]}
      outputs:
        both: {op: identity, from: both}
      """)
    model.expectWarnings()
    #expect(
      model.nodes == [
        "convs.0.conv  conv1d(ink)  {filters: 48, kernel: 5}",
        "convs.1.drop  dropout(convs.0.conv)  {rate: 0.3}",
        "convs.1.conv  conv1d(convs.1.drop)  {filters: 64, kernel: 3}",
        "pooled        masked_sum(convs.1.conv)  {over: T}",
        "both          add(pooled, pooled)",
      ])
  }

  @Test func emptyLoopPassesThrough() {
    let model = TestModel(
      """
      params: {num_conv: []}
      graph:
        convs: {from: ink, for: {filters: num_conv}, do: {conv: {op: conv1d, filters: $filters}}}
        pooled: {op: masked_sum}
        again: {op: masked_sum, from: convs}
      outputs:
        sum: {op: add, from: [pooled, again]}
      """)
    model.expectWarnings()
    #expect(model.nodes == ["pooled  masked_sum(ink)", "again   masked_sum(ink)"])
  }

  @Test func scopesOfGroups() {
    let model = TestModel(
      """
      graph:
        first: {op: conv1d, from: ink, filters: 4}
        blocks:
          for: {n: range(2)}
          do:
            a: {op: conv1d, filters: 4}
            inner: {do: {b: {op: conv1d, filters: 4}, c: {op: add, from: [b, input, first]}}}
            out: {op: add, from: [inner, a, input]}
        last: {op: add, from: [blocks, blocks.0.inner.b]}
      outputs: {y: {op: identity, from: last}}
      """)
    model.expectWarnings()
    #expect(
      model.nodes.map { $0.split(separator: " ").joined(separator: " ") }
        == [
          "first conv1d(ink) {filters: 4}",
          "blocks.0.a conv1d(first) {filters: 4}",
          "blocks.0.inner.b conv1d(blocks.0.a) {filters: 4}",
          "blocks.0.inner.c add(blocks.0.inner.b, blocks.0.a, first)",
          "blocks.0.out add(blocks.0.inner.c, blocks.0.a, first)",
          "blocks.1.a conv1d(blocks.0.out) {filters: 4}",
          "blocks.1.inner.b conv1d(blocks.1.a) {filters: 4}",
          "blocks.1.inner.c add(blocks.1.inner.b, blocks.1.a, first)",
          "blocks.1.out add(blocks.1.inner.c, blocks.1.a, blocks.0.out)",
          "last add(blocks.1.out, blocks.0.inner.b)",
        ].map { $0.split(separator: " ").joined(separator: " ") })
  }

  @Test func conditionsOfSeveralInputsAndGroups() {
    let model = TestModel(
      """
      params: {deep: false}
      graph:
        a: {op: masked_sum, from: ink}
        b: {op: add, from: [a, a], if: deep, else: a}
        extra: {if: deep, do: {c: {op: dense, units: 4}}}
        d: {op: dense, units: 2}
        e: {op: dense, from: {x: b}, units: "$dim(d, -1) * 2"}
      outputs: {d: {op: identity, from: d}, e: {op: identity, from: e}}
      metrics: {m: {op: accuracy, logits: d, labels: label, if: deep}}
      """)
    model.expectWarnings()
    #expect(
      model.nodes == [
        "a  masked_sum(ink)", "d  dense(a)  {units: 2}",
        "e  dense(x: a)  {units: $dim(d, -1) * 2}",
      ])
    #expect(model.model?.graph.metrics.isEmpty == true)
    let builder = model.model?.graph.builder
    #expect(
      model.model?.graph.outputs.map { builder?.type(of: $0.value).description } == [
        "f32[B, 2]", "f32[B, 4]",
      ])
  }

  @Test func opAndWireFromParameters() {
    let model = TestModel(
      """
      params: {kind: dense, source: a}
      graph:
        a: {op: masked_sum, from: ink}
        b: {op: $kind, from: $source, units: 2}
      outputs: {b: {op: identity, from: b}}
      """)
    model.expectWarnings()
    #expect(model.nodes.last == "b  dense(a)  {units: 2}")
  }

  @Test(arguments: [
    "for: {a: range(200)}, do: {x: {for: {b: range(200)}, do: {n: {op: identity}}}}",
    "for: {a: range(9000)}, do: {x: {for: {b: range(9000)}, do: {}}}",
  ])
  func growthIsBounded(body: String) {
    let model = TestModel("graph: {g: {from: ink, \(body)}}\noutputs: {y: {op: identity, from: g}}")
    #expect(
      model.errors.map(\.message) == ["the model has more than 10000 nodes and steps of loops"])
  }
}
