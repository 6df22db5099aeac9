import Testing

@testable import GraphDSL

@Suite struct YAMLWriterTests {
  /// A node without its places, to compare what two texts mean.
  private static func meaning(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar):
      CoreSchema.read(scalar) == .string
        ? "string \(scalar.text)" : node.isNull ? "null" : "plain \(scalar.text)"
    case .sequence(let elements): "[" + elements.map(meaning).joined(separator: ";") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key.value)=\(meaning($0.value))" }.joined(separator: ";") + "}"
    }
  }

  @Test(arguments: [
    "a: 1\nb: [1, 2, 'x, y']\nc: {op: conv1d, filters: \"$min(a, b)\", k: [1, 2]}\n",
    "a: '1'\nb: \"true\"\nc: ''\nd: \"a: b\"\ne: 'it''s'\nf: \" x\"\ng: '#'\nh: '- x'\ni: \"x:\"\n",
    "a: |\n  one\n  two\nb: \"\\e[0m\\u200b\\U0001F600\\\\\"\n",
    "a:\n  b:\n    c: {op: x}\n    d: []\n  e: {}\n  f:\n    - [1, {g: 2}]\n    - {h: {i: 3}}\n",
    "ink: f32[B, T, 3]\nx: -1\ny: -.inf\nz: C:\\x\n'1': a\n\"<<\": b\n",
    "a:\nb: [null, ~]\nn: null\n",
  ])
  func whatIsWrittenReadsBackEqual(text: String) throws {
    let trial = YAMLTrial(text)
    let node = try #require(trial.node, "\(trial.rendered)")
    let written = YAMLWriter.text(node)
    let again = YAMLTrial(written)
    #expect(again.messages.isEmpty, "\(written)")
    let back = try #require(again.node)
    #expect(Self.meaning(back) == Self.meaning(node), "\(written)")
    #expect(YAMLWriter.text(back) == written)
  }

  @Test func callsStandInOneLine() throws {
    let text = """
      graphrun: 1
      inputs:
        ink: f32[B, T, 3]
      graph:
        conv: {op: conv1d, from: ink, filters: 48}
        rnn: {op: lstm, units: "$min(a, b)"}

      """
    #expect(YAMLWriter.text(try #require(YAMLTrial(text).node)) == text)
  }
}
