import Testing

@testable import GraphDSL

/// Mistakes in blocks and in their calls, with the calls on the way.
@Suite struct BlockErrorTests {
  private static let called = "in block `conv`, called from here"

  @Test(arguments: [
    ("{op: conv, «kernl»: 3}", "`conv` has no argument `kernl`", "did you mean `kernel`?"),
    ("{op: «conv»}", "`conv` needs `kernel` (int)", "`kernel`: Steps of a window."),
    ("{op: conv, kernel: «2.5»}", "`kernel` wants int, not `2.5`", nil),
    (
      "{op: conv, kernel: «0»}", "`kernel` must be from 1 to 9, not 0",
      "`kernel`: Steps of a window."
    ),
    (
      "{op: conv, kernel: 3, pad: «sam»}", "`pad` is one of same, valid, not `sam`",
      "did you mean `same`?"
    ),
    (
      "{op: conv, kernel: «width»}", "`kernel` wants int, not `width`",
      "to use the parameter write `$width`"
    ),
    (
      "{op: «conv», kernel: 3, from: [ink, ink]}", "`conv` takes 1 input (`input`), not 2",
      "`concat` or `add` make one of several"
    ),
    ("{op: conv, kernel: 3, from: {«x»: ink}}", "`conv` has no operand `x`", "it reads `input`"),
    ("{op: «cnov», kernel: 3}", "there is no op `cnov`", "did you mean `conv`?"),
  ])
  func aWrongCallIsRefusedLikeThatOfAnOp(call: String, message: String, hint: String?) {
    let from = call.contains("from") ? call : call.replacing("{op", with: "{from: ink, op")
    TestModel(
      """
      params: {width: 3}
      blocks:
        conv:
          args:
            kernel: {type: int, min: 1, max: 9, doc: Steps of a window.}
            pad: {type: string, choices: [same, valid], default: same}
          do: {a: {op: conv1d, filters: $width, kernel: $kernel, padding: $pad}}
      graph: {c: \(from)}
      outputs: {c: {op: identity, from: c}}
      """
    ).expectError(message, hint: hint)
  }

  @Test func aMistakeInsideIsReportedOnceWithItsCall() {
    TestModel(
      """
      blocks:
        conv: {args: {n: int}, do: {a: {op: conv1d, filters: «yes»}}}
      graph:
        a: {op: «conv», n: 1, from: ink}
        b: {op: conv, n: 2, from: ink}
        g: {from: ink, for: {i: range(3)}, do: {c: {op: conv, n: $i}}}
      """
    ).expectError(
      "`filters` wants int, not `yes`", hint: "`filters`: Channels of the result.",
      notes: [Self.called])
  }

  @Test func everyCallOnTheWayIsShown() {
    TestModel(
      """
      blocks:
        outer:
          args: {n: int}
          do: {g: {for: «{i: "[2, 1]"}», do: {x: {op: «conv», n: «$i - 1»}}}}
        conv:
          args: {n: int}
          do: {a: {op: conv1d, filters: «$n»}}
      graph:
        a: {op: «outer», n: 1, from: ink}
      """
    ).expectError(
      "`filters` must be from 1, not 0", hint: "`filters`: Channels of the result.",
      notes: [
        "`n` is 0 here", Self.called, "in step 1 of `a.g`, where `i` is 1",
        "in block `outer`, called from here",
      ])
  }

  /// The size comes from a node inside of another block: both ends show their calls.
  @Test func bothEndsOfAShapeErrorShowTheirBlocks() {
    TestModel(
      """
      blocks:
        sum: {do: {«s»: {op: masked_sum}}}
        conv: {args: {n: int}, do: {a: {op: «conv1d», filters: $n}}}
      graph:
        a: {op: «sum», from: ink}
        b: {op: «conv», n: 3}
      outputs: {b: {op: identity, from: b}}
      """
    ).expectError(
      "`conv1d` reads [batch, time, in] (rank 3), but `a.s` is [B, 3] (rank 2)",
      hint: "it has no steps; read a node from before they were reduced to one",
      notes: [
        "`a.s` comes from here", "in block `sum`, called from here", Self.called,
      ])
  }

  @Test func aLaterStepOfALoopSaysWhichAndWithWhat() {
    TestModel(
      """
      params: {kernels: [3, 2, 0]}
      graph:
        convs:
          from: ink
          for: «{k: kernels}»
          index: i
          do: {c: {op: conv1d, filters: 3, kernel: «$k»}}
      outputs: {c: {op: identity, from: convs}}
      """
    ).expectError(
      "`kernel` must be from 1, not 0", hint: "`kernel`: Steps of a window.",
      notes: ["in step 2 of `convs`, where `i` is 2 and `k` is 0"])
  }

  @Test func aBlockSeesNothingOfItsCaller() {
    TestModel(
      """
      blocks: {conv: {do: {a: {op: conv1d, filters: $«f»}}}}
      graph: {g: {from: ink, for: {f: "[1, 2]"}, do: {c: {op: «conv»}}}}
      """
    ).expectError(
      "there is no parameter `f`",
      hint: "a block sees its arguments, not its caller's names: add `f` to `args`",
      notes: [Self.called])
    TestModel(
      """
      blocks: {conv: {do: {a: {op: add, from: [input, «first»]}}}}
      graph: {first: {op: conv1d, from: ink, filters: 3}, c: {op: «conv»}}
      """
    ).expectError(
      "there is no node or input `first`",
      hint: "a block reads its inputs and its own nodes only", notes: [Self.called])
  }

  @Test func circles() {
    TestModel(
      """
      blocks: {conv: {do: {a: {op: identity}, b: {op: «conv»}}}}
      graph: {a: {op: conv, from: ink}}
      """
    ).expectError("the block `conv` calls itself", hint: "repeat nodes with `for` and `do`")
    TestModel(
      """
      blocks:
        a: {do: {x: {op: «b»}}}
        b: {do: {x: {do: {y: {op: «c»}}}}}
        c: {do: {x: {op: «a»}}}
        d: {do: {x: {op: a}}}
      graph: {x: {op: d, from: ink}, y: {op: b}}
      """
    ).expectError(
      "blocks call one another in a circle: `a` calls `b` calls `c` calls `a`",
      hint: "repeat nodes with `for` and `do`",
      notes: ["`b` calls `c` here", "`c` calls `a` here"])
  }

  /// Which block is called may depend on an argument; that circle shows only when it is walked.
  @Test func aCircleThroughAnArgument() {
    TestModel(
      """
      blocks: {a: {args: {what: string}, do: {x: {op: «$what», what: a}}}}
      graph: {x: {op: «a», what: a, from: ink}}
      """
    ).expectError("the block `a` calls itself", notes: ["in block `a`, called from here"])
  }

  @Test func nestingIsBounded() {
    let blocks = (0..<100).map {
      "  b\($0): {do: {x: {op: \($0 == 99 ? "identity" : "b\($0 + 1)")}}}"
    }
    let model = TestModel(
      "blocks:\n" + blocks.joined(separator: "\n") + "\ngraph: {x: {op: b0, from: ink}}\n")
    #expect(
      model.errors.map(\.message) == ["groups and blocks stand more than 64 deep in one another"])
  }

  /// Twenty blocks that each call the next one twice would be half a million nodes.
  @Test func growthIsBounded() {
    let blocks = (0..<20).map {
      "  b\($0): {do: {x: {op: \($0 == 19 ? "identity" : "b\($0 + 1)")}, y: {op: \($0 == 19 ? "identity" : "b\($0 + 1)")}}}"
    }
    let model = TestModel(
      "blocks:\n" + blocks.joined(separator: "\n") + "\ngraph: {x: {op: b0, from: ink}}\n")
    #expect(
      model.errors.map(\.message) == ["the model has more than 10000 nodes and steps of loops"])
  }

  @Test func sizesComeTooLateForLoopsAndConditions() {
    TestModel(
      """
      blocks: {a: {args: {n: int}, do: {x: {op: dense, units: 1, if: «n» > 3}}}}
      graph: {s: {op: masked_sum, from: ink}, x: {op: «a», n: "$dim(s, 1)"}}
      """
    ).expectError(
      "`n` comes from the size of a tensor, which is not known yet here",
      hint: "it can be used in a node's attributes", notes: ["in block `a`, called from here"])
  }

  /// An argument that waited for a size is checked where it is given.
  @Test func aLateArgumentIsCheckedToo() {
    TestModel(
      """
      blocks: {a: {args: {«n»: {type: int, max: 2}}, do: {x: {op: dense, units: $n}}}}
      graph: {s: {op: masked_sum, from: ink}, x: {op: a, n: «"$dim(s, 1)"»}}
      outputs: {x: {op: identity, from: x}}
      """
    ).expectError("`n` must be to 2, not 3", notes: ["`n` is declared here"])
  }

  // MARK: Definitions

  @Test(arguments: [
    (
      "conv1d: {do: {a: {op: identity}}}",
      "`conv1d` is an op already, so a block cannot have that name"
    ),
    ("b: {args: {n: 3}, do: {a: {op: identity}}}", "the argument `n` wants a type, not `3`"),
    ("b: {args: {n: }, do: {a: {op: identity}}}", "the argument `n` wants a type, not nothing"),
    ("b: {args: {n: itn}, do: {a: {op: identity}}}", "the argument `n` wants a type, not `itn`"),
    ("b: {args: {n: {default: 3}}, do: {a: {op: identity}}}", "`blocks.b.args.n` has no `type`"),
    ("b: {args: {n: {type: int, default: x}}, do: {a: {op: identity}}}", "`n` wants int, not `x`"),
    (
      "b: {args: {n: {type: int, default: 0, min: 1}}, do: {a: {op: identity}}}",
      "`n` must be from 1, not 0"
    ),
    (
      "b: {args: {n: {type: int, choices: [1, x]}}, do: {a: {op: identity}}}",
      "a choice of `n` is int, not `x`"
    ),
    (
      "b: {args: {n: {type: string, min: 1}}, do: {a: {op: identity}}}",
      "`n` has bounds, so it is a number, not string"
    ),
    (
      "b: {args: {n: {type: int, default: $m}, m: int}, do: {a: {op: identity}}}",
      "the default of `n` uses `m`, which is declared below it"
    ),
    (
      "b: {args: {n: {type: int, default: $n}}, do: {a: {op: identity}}}",
      "the default of `n` uses `n` itself"
    ),
    (
      "b: {args: {from: int}, do: {a: {op: identity}}}",
      "an argument cannot be called `from`: that is a key of every node"
    ),
    (
      "b: {args: {input: int}, do: {a: {op: identity}}}",
      "`input` is an input of the block, so an argument cannot have that name"
    ),
    ("b: {inputs: [x, x], do: {a: {op: identity, from: x}}}", "two inputs are called `x`"),
    (
      "b: {inputs: x, do: {a: {op: identity}}}",
      "`inputs` is a string, but it wants a list of names"
    ),
    ("b: {inputs: [], do: {a: {op: identity}}}", "`inputs` is empty, but it wants a list of names"),
    ("b: {do: {}}", "`do` is empty, but it wants a mapping of nodes"),
    ("b: {do: 3}", "`do` is an int, but it wants a mapping of nodes"),
    ("b: {args: {n: int}}", "`blocks.b` has no `do`"),
    ("b: {arg: {n: int}, do: {a: {op: identity}}}", "unknown key `arg` in `blocks.b`"),
    ("b: [a]", "`blocks.b`: expected a mapping, found a list"),
    ("b-c: {do: {a: {op: identity}}}", "`b-c` cannot name a block"),
  ])
  func aWrongDefinitionIsReportedOnce(block: String, message: String) {
    // A block whose name is wrong cannot be called.
    let name = block.hasPrefix("b-c") ? "identity" : block.prefix { $0 != ":" }
    let model = TestModel(
      """
      blocks:
        \(block)
      graph:
        x: {op: \(name), from: ink, if: true}
        y: {op: \(name), from: ink, if: true}
      """)
    let extra = block.hasPrefix("conv1d") ? ["`conv1d` needs `filters` (int)"] : []
    #expect(Set(model.errors.map(\.message)) == Set([message] + extra), "\(model.errors)")
    #expect(model.errors.filter { $0.message == message }.count == 1)
  }

  @Test func aDefaultIsAskedForItsType() {
    let model = TestModel("blocks: {b: {args: {n: 3}, do: {a: {op: identity}}}}\ngraph: {}\n")
    #expect(model.errors.first?.hint == "write `n: {type: int, default: 3}`")
  }
}
