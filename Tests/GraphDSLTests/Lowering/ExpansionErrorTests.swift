import Testing

@testable import GraphDSL

@Suite struct ExpansionErrorTests {
  @Test func listsOfUnequalLength() {
    TestModel(
      """
      params: {filters: [1, 2, 3], kernels: [5]}
      graph:
        convs:
          from: ink
          for: {f: «filters», k: «kernels»}
          do: {conv: {op: conv1d, filters: $f, kernel: $k}}
      """
    ).expectError(
      "the lists of `for` walk together, but `f` has 3 elements and `k` has 1 element",
      notes: ["`f` has 3 elements here"])
  }

  @Test func loopOverNumber() {
    TestModel(
      """
      params: {layers: 3}
      graph: {g: {from: ink, for: {i: «layers»}, do: {c: {op: conv1d, filters: $i}}}}
      """
    ).expectError(
      "`for` walks through lists, but `i` is int `3`", hint: "to count, write `range(layers)`")
  }

  @Test func conditionOnTensor() {
    TestModel(
      """
      graph:
        a: {op: masked_sum, from: ink}
        b: {op: dense, units: 2, if: «a» > 0}
      """
    ).expectError(
      "`if` is decided before the graph runs, so it cannot test the tensor `a`",
      hint: "test a parameter")
  }

  @Test func conditionOnNumber() {
    TestModel(
      """
      params: {dropout: 0.3}
      graph: {b: {op: dropout, from: ink, rate: $dropout, if: «dropout»}}
      """
    ).expectError(
      "`if` wants true or false, but this is float `0.3`",
      hint: "compare it, as in `dropout > 0`")
  }

  @Test func missingElse() {
    TestModel(
      """
      params: {on: true}
      graph:
        a: {op: masked_sum, from: ink}
        b: {op: add, from: [a, a], if: «on»}
      """
    ).expectError(
      "`b` reads 2 wires, so `if` does not know which one to pass on",
      hint: "add `else: <name>`")
  }

  @Test func elseWithoutIf() {
    TestModel("graph: {a: {op: conv1d, filters: 1, from: ink, else: «ink»}}").expectError(
      "`a` has `else` without `if`")
  }

  @Test func unknownWire() {
    TestModel(
      """
      graph:
        pooled: {op: masked_sum, from: ink}
        logits: {op: dense, from: «poled», units: 2}
        more: {op: dense, units: 2}
      """
    ).expectError("there is no node or input `poled`", hint: "did you mean `pooled`?")
  }

  @Test func useBeforeDefinition() {
    TestModel(
      """
      graph:
        a: {op: add, from: [ink, «b»]}
        «b»: {op: conv1d, filters: 3}
      """
    ).expectError(
      "`b` is read before it is defined", hint: "a node can only read those above it",
      notes: ["`b` is defined here"])
  }

  @Test func insideOfGroupsIsOutOfScope() {
    TestModel(
      """
      graph:
        g: {from: ink, do: {inner: {op: conv1d, filters: 1}}}
        a: {op: conv1d, from: «inner», filters: 1}
      """
    ).expectError("there is no node or input `inner`")
  }

  @Test func nothingAbove() {
    TestModel("graph: {«a»: {op: conv1d, filters: 1}}").expectError(
      "`a` does not say what it reads, and there is nothing above it",
      hint: "write `from: <name>`; the model's inputs are `ink`, `label`")
  }

  @Test func unknownKeyOfGroup() {
    TestModel("graph: {g: {from: ink, «fro»: {i: range(2)}, do: {a: {op: conv1d, filters: 1}}}}")
      .expectError("a group of nodes has no key `fro`", hint: "did you mean `from`?")
  }

  @Test func neitherOpNorDo() {
    TestModel("graph: {«a»: {opp: conv1d, from: ink}}").expectError(
      "`a` has neither `op` nor `do`", hint: "did you mean `op`?")
  }

  @Test func unknownNameInExpression() {
    TestModel(
      """
      params: {num_filters: 3}
      graph: {a: {op: conv1d, from: ink, filters: $«num_filter» + num_filters}}
      """
    ).expectError(
      "there is no parameter `num_filter`", hint: "did you mean `num_filters`?")
  }

  /// One mistake in a loop is shown once, and what reads the failed node stays silent.
  @Test func oneMistakeOneMessage() {
    TestModel(
      """
      graph:
        g: {from: ink, for: {i: range(3)}, do: {a: {op: conv1d, filters: $«n»}}}
        b: {op: masked_sum}
        c: {op: dense, from: b, units: 3}
      outputs: {c: {op: identity, from: c}}
      """
    ).expectError("there is no parameter `n`", hint: "for a text write 'n' in quotes")
  }

  @Test func inputNamedTwice() {
    TestModel("graph: {«ink»: {op: conv1d, from: label, filters: 1}}").expectError(
      "`ink` is an input already, so a node cannot have that name",
      hint: "give the node a name of its own")
  }
}
