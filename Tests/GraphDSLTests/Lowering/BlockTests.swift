import Runtime
import Testing

@testable import GraphDSL

/// What calls of blocks become.
@Suite struct BlockTests {
  private func lines(_ model: TestModel) -> [String] {
    model.nodes.map { $0.split(separator: " ").joined(separator: " ") }
  }

  private static let residual = """
    blocks:
      residual:
        doc: A convolution with a way around it.
        args: {kernel: {type: int, default: 3, min: 1}}
        do:
          a: {op: conv1d, filters: "$dim(input, -1)", kernel: $kernel}
          out: {op: add, from: [a, input]}

    """

  @Test func aCallBringsTheBlocksNodesUnderItsName() {
    let model = TestModel(
      Self.residual + """
        graph:
          first: {op: residual, kernel: 5, from: ink}
          second: {op: residual}
          tail: {op: conv1d, filters: 2, from: [second]}
          inner: {op: identity, from: first.a}
        outputs: {tail: {op: identity, from: tail}, inner: {op: identity, from: inner}}
        """)
    model.expectWarnings()
    #expect(
      lines(model) == [
        "first.a conv1d(ink) {filters: $dim(input, -1), kernel: 5}",
        "first.out add(first.a, ink)",
        "second.a conv1d(first.out) {filters: $dim(input, -1), kernel: 3}",
        "second.out add(second.a, first.out)",
        "tail conv1d(second.out) {filters: 2}",
        "inner identity(first.a)",
      ])
  }

  @Test func aBlockIsKnownAsAnOp() throws {
    var diagnostics = Diagnostics()
    let text = """
      a: {doc: Adds., args: {n: int, kind: {type: string, choices: [x, y], default: x}, r: {type: float, default: $n / 2, above: 0, doc: Share.}}, inputs: [left, right], do: {sum: {op: add, from: [left, right]}}}
      """
    let node = try #require(
      YAMLReader.read(SourceFile(path: "t", text: text), index: 0, into: &diagnostics))
    let block = try #require(
      BlockParser.parse(node.entries ?? [], into: &diagnostics).first)
    #expect(diagnostics.all.isEmpty, "\(diagnostics.all)")
    let schema = block.schema
    #expect(schema.name == "a" && schema.summary == "Adds." && !block.isFromLibrary)
    #expect(schema.inputs.map(\.name) == ["left", "right"])
    #expect(schema.result.name == "sum")
    let attributes = schema.attributes
    #expect(attributes.map { $0.name } == ["n", "kind", "r"])
    #expect(attributes.map { $0.typeName } == ["int", "x | y", "float"])
    #expect(attributes.map { $0.defaultText } == [nil, "x", "$n / 2"])
    #expect(attributes.map { $0.defaultAttribute } == [nil, "x", nil])
    #expect(attributes.map { $0.boundsText } == [nil, nil, "above 0"])
    #expect(attributes.map { $0.summary } == ["", "", "Share."])
  }

  @Test func severalInputsAreGivenLikeOperands() {
    let model = TestModel(
      """
      blocks:
        both:
          inputs: [left, right]
          do: {sum: {op: add, from: [left, right, left]}}
      graph:
        a: {op: conv1d, filters: 3, from: ink}
        x: {op: both, from: [a, ink]}
        y: {op: both, from: {right: a, left: x}}
        z: {op: both, left: y, right: x}
      outputs: {z: {op: identity, from: z}}
      """)
    model.expectWarnings()
    #expect(
      lines(model).dropFirst() == [
        "x.sum add(a, ink, a)", "y.sum add(x.sum, a, x.sum)", "z.sum add(y.sum, x.sum, y.sum)",
      ])
  }

  @Test func argumentsOfEveryTypeAndDefaultsOfArgumentsAbove() {
    let model = TestModel(
      """
      params: {width: 6}
      blocks:
        stage:
          args:
            filters: list of int
            kernel: {type: int, default: $len(filters)}
            rate: {type: float, default: 0}
            mask: {type: bool, default: true}
            padding: {type: string, choices: [same, valid], default: valid}
            wide: {type: int, default: $width * kernel}
          do:
            convs:
              for: {f: filters}
              do:
                conv: {op: conv1d, filters: $f, kernel: $kernel, mask: $mask, padding: $padding}
            drop: {op: dropout, rate: $rate, if: rate > 0}
            last: {op: conv1d, filters: $wide}
      graph:
        s: {op: stage, filters: [4, 5], from: ink}
        t: {op: stage, filters: [7], rate: 0.5, mask: false, padding: same, wide: 1}
      outputs: {t: {op: identity, from: t}}
      """)
    #expect(model.errors.isEmpty, "\(model.errors)")
    #expect(
      lines(model) == [
        "s.convs.0.conv conv1d(ink) {filters: 4, kernel: 2, mask: true, padding: valid}",
        "s.convs.1.conv conv1d(s.convs.0.conv) {filters: 5, kernel: 2, mask: true, padding: valid}",
        "s.last conv1d(s.convs.1.conv) {filters: 12}",
        "t.convs.0.conv conv1d(s.last) {filters: 7, kernel: 1, mask: false, padding: same}",
        "t.drop dropout(t.convs.0.conv) {rate: 0.5}",
        "t.last conv1d(t.drop) {filters: 1}",
      ])
  }

  @Test func callsInLoopsAndInBlocks() {
    let model = TestModel(
      Self.residual + """
          pair:
            args: {kernels: list of int, scale: {type: int, default: 2}}
            do:
              each: {for: {k: kernels}, index: i, do: {r: {op: residual, kernel: $k * scale + i}}}
              end: {op: conv1d, filters: 3, from: each, if: scale > 2}
        graph:
          g: {from: ink, for: {k: "[1, 3]"}, do: {p: {op: pair, kernels: "$[k, k + 1]"}}}
          q: {op: pair, kernels: [], scale: 3}
        outputs: {q: {op: identity, from: q}, g: {op: identity, from: g.0.p.each.1.r}}
        """)
    model.expectWarnings()
    let kernels = model.model?.expanded.nodes.compactMap { node in
      node.settings.first { $0.name.value == "kernel" }?.value?.value.description
    }
    #expect(kernels == ["2", "5", "6", "9"])
    #expect(lines(model).last == "q.end conv1d(g.1.p.each.1.r.out) {filters: 3}")
    #expect(
      model.model?.sourceMap.enclosures(of: "g.1.p.each.0.r.a").map(\.name.value) == [
        "g", "g.1.p", "g.1.p.each", "g.1.p.each.0.r",
      ])
  }

  /// Sizes of tensors are known only when the graph is built; arguments wait for them.
  @Test func argumentsThatWaitForSizes() {
    let model = TestModel(
      """
      blocks:
        inner: {args: {units: int}, do: {d: {op: dense, units: $units + 1}}}
        outer:
          args: {units: {type: int, default: "$dim(input, -1) * 2"}}
          do: {i: {op: inner, units: $units * 10}}
      graph:
        a: {op: masked_sum, from: ink}
        b: {op: outer}
        c: {op: outer, units: "$dim(b, 1)"}
      outputs: {b: {op: identity, from: b}, c: {op: identity, from: c}}
      """)
    model.expectWarnings()
    let builder = model.model?.graph.builder
    let types = model.model?.graph.outputs.map { builder?.type(of: $0.value).description }
    #expect(types == ["f32[B, 61]", "f32[B, 611]"])
  }

  @Test func aCallCanBeSwitchedOff() {
    let model = TestModel(
      Self.residual + """
        params: {deep: false}
        graph:
          a: {op: residual, if: deep, from: ink}
          b: {op: conv1d, filters: 1}
        outputs: {b: {op: identity, from: b}}
        """)
    model.expectWarnings()
    #expect(lines(model) == ["b conv1d(ink) {filters: 1}"])
  }

  @Test func lossAndMetricsCanBeCalls() {
    let model = TestModel(
      """
      blocks:
        wide_loss:
          inputs: [logits, labels]
          do:
            more: {op: dense, units: 3, from: logits}
            loss: {op: cross_entropy, logits: more, labels: labels}
      graph:
        a: {op: masked_sum, from: ink}
      loss: {op: wide_loss, logits: a, labels: label}
      metrics: {again: {op: wide_loss, from: [a, label]}}
      """)
    model.expectWarnings()
    #expect(
      lines(model) == [
        "a masked_sum(ink)", "loss.more dense(a) {units: 3}",
        "loss.loss cross_entropy(logits: loss.more, labels: label)",
        "metrics.again.more dense(a) {units: 3}",
        "metrics.again.loss cross_entropy(logits: metrics.again.more, labels: label)",
      ])
    #expect(model.model?.graph.loss != nil)
    #expect(model.model?.graph.metrics.map(\.name) == ["again"])
  }

  /// An argument or a block's own node hides what has its name around the block.
  @Test func namesInsideHideThoseOfTheFile() {
    let model = TestModel(
      """
      params: {kernel: 7, filters: 2}
      blocks:
        conv: {args: {kernel: int}, do: {a: {op: conv1d, filters: $filters, kernel: $kernel}}}
      graph:
        a: {op: conv1d, filters: 1, kernel: $kernel, from: ink}
        b: {op: conv, kernel: 1}
        c: {op: conv1d, filters: 1, from: b.a}
      outputs: {c: {op: identity, from: c}}
      """)
    model.expectWarnings()
    #expect(
      lines(model) == [
        "a conv1d(ink) {filters: 1, kernel: 7}", "b.a conv1d(a) {filters: 2, kernel: 1}",
        "c conv1d(b.a) {filters: 1}",
      ])
  }

  @Test func whatNothingUsesIsAWarning() {
    TestModel(
      """
      params: {«kernel»: 3}
      blocks:
        used: {args: {«n»: {type: int, default: 1}, kernel: {type: int, default: 2}}, do: {a: {op: conv1d, kernel: $kernel, filters: 1}}}
        «unused»: {do: {a: {op: used}}}
      graph: {a: {op: used, from: ink}}
      outputs: {a: {op: identity, from: a}}
      """
    ).expectWarnings(["unused-parameter", "unused-argument", "unused-block"])
  }

  /// Of a call that nothing needs there is one warning, not one for each of its nodes.
  @Test func deadCallsAndDeadNodes() {
    TestModel(
      """
      blocks:
        two: {do: {a: {op: conv1d, filters: 1}, b: {op: conv1d, filters: 2}}}
        dead: {do: {«a»: {op: conv1d, filters: 1}, b: {op: conv1d, filters: 2, from: input}}}
      graph:
        x: {op: two, from: ink}
        «y»: {op: two}
        z: {op: dead, from: x}
      outputs: {z: {op: identity, from: z}}
      """
    ).expectWarnings(["dead-node", "dead-node"])
  }

  /// A library's block means the same in every file.
  @Test func blocksOfLibrariesSeeNoParameters() throws {
    let model = try ModelTrial(
      files: [
        ("lib.yaml", "graphrun: 1\nblocks: {b: {do: {c: {op: dense, units: $width}}}}\n"),
        (
          "m.yaml",
          """
          graphrun: 1
          params: {width: 3}
          dims: {B: batch}
          use: [lib.yaml]
          inputs: {x: "f32[B, 2]"}
          graph: {a: {op: b, from: x}, d: {op: dense, units: $width}}
          """
        ),
      ])
    var diagnostics = model.diagnostics
    let spec = try #require(model.spec)
    _ = ModelLowering.lower(
      spec, mode: .training, catalog: TestModel.catalog, into: &diagnostics)
    #expect(diagnostics.all.map(\.message) == ["there is no parameter `width`"])
    #expect(
      diagnostics.all.first?.hint
        == "a block sees its arguments, not its caller's names: add `width` to `args`")
  }
}
