import Foundation
import TestSupport
import Testing

@testable import GraphDSL

/// `use`: libraries of blocks, and edits of blocks.
@Suite struct LibraryTests {
  private static let head = """
    graphrun: 1
    dims: {B: batch}
    inputs: {x: "f32[B, 2]"}

    """
  private static let library = """
    graphrun: 1
    doc: Two blocks.
    blocks:
      one: {args: {units: {type: int, default: 3}}, do: {d: {op: dense, units: $units}}}
      other: {do: {o: {op: one, units: 4}}}

    """

  private func trial(_ files: [(String, String)], sets: [String] = []) throws -> ModelTrial {
    try ModelTrial(files: files.map { (name: $0.0, text: $0.1) }, sets: sets)
  }

  @Test func theModelHoldsTheBlocksThatItCalls() throws {
    let model = try trial([
      ("lib.yaml", Self.library),
      ("m.yaml", Self.head + "use: [lib.yaml]\ngraph: {a: {op: one, from: x}}\n"),
    ])
    #expect(model.messages.isEmpty)
    #expect(model.keys("blocks") == ["one"])
    #expect(model.keys() == ["graphrun", "dims", "inputs", "blocks", "graph"])
    // All of them can be listed.
    #expect(model.spec?.blocks.map(\.name.value) == ["one", "other"])
    #expect(model.spec?.blocks.map(\.isFromLibrary) == [true, true])
    let file = model.spec.map { model.sources.file(of: $0.blocks[0].name.span).path } ?? ""
    #expect(file.hasSuffix("/lib.yaml"))
  }

  @Test func blocksOfBlocksAreHeldToo() throws {
    let model = try trial([
      ("lib.yaml", Self.library),
      ("m.yaml", Self.head + "use: [lib.yaml]\ngraph: {a: {op: other, from: x}}\n"),
    ])
    #expect(model.keys("blocks") == ["one", "other"])
    let alone = ModelTrial(YAMLWriter.text(try #require(model.spec).document))
    #expect(alone.messages.isEmpty && alone.spec?.blocks.count == 2)
  }

  @Test func withoutACallNothingIsHeld() throws {
    let model = try trial([
      ("lib.yaml", Self.library),
      ("m.yaml", Self.head + "use: [lib.yaml]\ngraph: {a: {op: relu, from: x}}\n"),
    ])
    #expect(model.keys() == ["graphrun", "dims", "inputs", "graph"])
  }

  @Test func anOpThatIsAParameterStandsForItsChoices() throws {
    let text = """
      use: [lib.yaml]
      params: {kind: {value: relu, choices: [relu, one]}}
      graph: {a: {op: $kind, from: x}}

      """
    let model = try trial([("lib.yaml", Self.library), ("m.yaml", Self.head + text)])
    #expect(model.keys("blocks") == ["one"])
    let open = text.replacing("{value: relu, choices: [relu, one]}", with: "relu")
    let all = try trial([("lib.yaml", Self.library), ("m.yaml", Self.head + open)])
    #expect(all.keys("blocks") == ["one", "other"])
  }

  @Test func librariesUseLibrariesAndEachIsReadOnce() throws {
    let model = try trial([
      ("lib.yaml", Self.library),
      ("a.yaml", "graphrun: 1\nuse: [lib.yaml]\nblocks: {a: {do: {n: {op: one}}}}\n"),
      ("b.yaml", "graphrun: 1\nuse: [lib.yaml]\n"),
      ("base.yaml", Self.head + "use: [a.yaml, b.yaml]\ngraph: {a: {op: a, from: x}}\n"),
      ("m.yaml", "graphrun: 1\nextends: base.yaml\nuse: [lib.yaml]\n"),
    ])
    #expect(model.messages.isEmpty)
    #expect(model.keys("blocks") == ["a", "one"])
  }

  @Test func aDerivedFileEditsBlocks() throws {
    let base =
      Self.head + """
        use: [lib.yaml]
        blocks:
          own:
            args: {n: int}
            do:
              a: {op: dense, units: $n}
              b: {op: relu}
              c: {op: tanh, from: b}
        graph: {s: {op: own, n: 5, from: x}, t: {op: one}}

        """
    let model = try trial(
      [
        ("lib.yaml", Self.library), ("base.yaml", base),
        (
          "m.yaml",
          """
          graphrun: 1
          extends: base.yaml
          remove: [blocks.own.b]
          set:
            graph.s.n: 6
            blocks.own.do.a.units: 7
            blocks.own.args.n: {type: int, default: 2}
            blocks.own.doc: Changed.
            blocks.one.d.activation: relu
          add:
            blocks.own.do.z: {op: relu, after: a}
            blocks.new: {do: {n: {op: relu}}}
            graph.u: {op: new, after: t}
          """
        ),
      ], sets: ["blocks.one.args.units.default=9"])
    #expect(model.messages.isEmpty, "\(model.messages)")
    #expect(model.keys("blocks") == ["own", "one", "new"])
    #expect(model.text("graph", "s", "n") == "6")
    #expect(model.keys("blocks", "own", "do") == ["a", "z", "c"])
    #expect(model.text("blocks", "own", "do", "a", "units") == "7")
    #expect(model.text("blocks", "own", "do", "c", "from") == "z")
    #expect(model.text("blocks", "own", "args", "n") == "{type: int, default: 2}")
    #expect(model.text("blocks", "own", "doc") == "Changed.")
    #expect(model.text("blocks", "one", "do", "d", "activation") == "relu")
    #expect(model.spec?.blocks[1].arguments[0].defaultText == "9")
  }

  /// What a removed first node read is the block's input under the name that it has there.
  @Test func theGapInABlockWithNamedInputsIsClosed() throws {
    let base =
      Self.head + """
        blocks:
          own: {inputs: [left], do: {a: {op: relu}, b: {op: tanh}, c: {op: add, from: [a, b]}}}
        graph: {s: {op: own, from: x}}

        """
    let model = try trial([
      ("base.yaml", base), ("m.yaml", "graphrun: 1\nextends: base.yaml\nremove: [blocks.own.a]\n"),
    ])
    #expect(model.messages.isEmpty)
    #expect(model.text("blocks", "own", "do", "c", "from") == "[left, b]")
  }

  @Test(arguments: [
    ("use: [lb.yaml]", "there is no library `lb.yaml`", "did you mean `lib.yaml`?"),
    ("use: lib.yaml", "`use` wants a list of files, not a string", "write use: [blocks/conv.yaml]"),
    ("use: [.]", "`", nil),
    ("use: [lib.yaml, lib2.yaml]", "two blocks are called `one`", nil),
    ("use: [lib.yaml]\nblocks: {one: {do: {a: {op: relu}}}}", "two blocks are called `one`", nil),
    (
      "use: [circle.yaml]",
      "libraries use one another in a circle: `circle.yaml` uses `round.yaml` uses `circle.yaml`",
      nil
    ),
    ("use: [itself.yaml]", "`itself.yaml` uses itself", nil),
    ("use: [model.yaml]", "`inputs` cannot stand in a library of blocks", nil),
    (
      "use: [old.yaml]", "the file is written for language version 7; this program reads version 1",
      nil
    ),
    (
      "use: [bare.yaml]", "the file does not say which language version it is written for",
      "start with `graphrun: 1`"
    ),
  ])
  func aMistakeWithALibraryIsReported(text: String, message: String, hint: String?) throws {
    let model = try trial([
      ("lib.yaml", Self.library), ("lib2.yaml", Self.library),
      ("circle.yaml", "graphrun: 1\nuse: [round.yaml]\n"),
      ("round.yaml", "graphrun: 1\nuse: [circle.yaml]\n"),
      ("itself.yaml", "graphrun: 1\nuse: [itself.yaml]\n"),
      ("model.yaml", "graphrun: 1\ninputs: {}\n"), ("old.yaml", "graphrun: 7\n"),
      ("bare.yaml", "blocks: {}\n"),
      ("m.yaml", Self.head + text + "\ngraph: {a: {op: relu, from: x}}\n"),
    ])
    let first = try #require(model.diagnostics.all.first)
    #expect(first.message.hasPrefix(message), "\(model.messages)")
    #expect(Set(model.messages.map { $0 == first.message }).count == 1 || message.contains("two"))
    if let hint { #expect(first.hint == hint) }
  }

  @Test func librariesAreLookedForInTheFoldersThatAreHandedIn() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("blocks"), withIntermediateDirectories: true)
    try folder.write(Self.library, to: "blocks/lib.yaml")
    let text = Self.head + "use: [blocks/lib.yaml]\ngraph: {a: {op: one, from: x}}\n"
    var diagnostics = Diagnostics()
    let spec = ModelLoader.load(
      text: text, path: "elsewhere/m.yaml", folders: [folder.path], into: &diagnostics
    ).spec
    #expect(diagnostics.all.isEmpty && spec?.blocks.count == 2)
    _ = ModelLoader.load(
      text: text.replacing("blocks/lib", with: "blocks/zzzzzz"), path: "elsewhere/m.yaml",
      folders: [folder.path], into: &diagnostics)
    #expect(
      diagnostics.all.map(\.hint) == ["it was looked for beside the file, in \(folder.path)"])
  }

  @Test func aLibraryIsNoModel() {
    #expect(
      ModelTrial(Self.library).diagnostics.all.contains {
        $0.hint == "a library of blocks is named under `use` of a model file"
      })
  }

  /// The files on the way to a problem are shown, each with the place that names it.
  @Test func theChainOfFilesIsShown() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "graphrun: 1\nblocks: {b: {inpts: [x], do: {n: {op: dense}}}}\n", to: "lib.yaml")
    try folder.write(Self.head + "use: [lib.yaml]\ngraph: {a: {op: b, from: x}}\n", to: "base.yaml")
    try folder.write("graphrun: 1\nextends: base.yaml\n", to: "m.yaml")
    var diagnostics = Diagnostics()
    let sources = ModelLoader.load(path: folder.file("m.yaml"), into: &diagnostics).sources
    let text = DiagnosticRenderer(sources: sources).render(diagnostics)
      .replacing("\(folder.path)/", with: "")
    #expect(
      text == """
        error: unknown key `inpts` in `blocks.b`
         --> lib.yaml:2:14
          |
        2 | blocks: {b: {inpts: [x], do: {n: {op: dense}}}}
          |              ^^^^^
        note: `lib.yaml` is used here
         --> base.yaml:4:7
          |
        4 | use: [lib.yaml]
          |       ^^^^^^^^
        note: `base.yaml` is extended here
         --> m.yaml:2:10
          |
        2 | extends: base.yaml
          |          ^^^^^^^^^
        hint: did you mean `inputs`?

        """)
  }
}
