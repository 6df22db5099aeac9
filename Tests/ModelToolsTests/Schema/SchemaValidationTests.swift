import Foundation
import QuickDrawModels
import Runtime
import TestSupport
import Testing

@testable import ModelTools

/// The schema beside `check`: what each of them accepts and refuses.
@Suite struct SchemaValidationTests {
  private static let model = try? String(
    contentsOfFile: Repository.model("quickdraw"), encoding: .utf8)

  /// Every file with whether `check` accepts it, and what a validator says of it.
  private func verdicts(
    _ texts: [String], by schema: JSONValue = ModelSchema().json
  ) throws -> [(isRight: Bool, complaint: String?)]? {
    let documents = texts.map { SchemaValidator.json(of: $0) }
    try #require(documents.allSatisfy { $0 != nil }, "a text is no YAML")
    guard
      let complaints = try SchemaValidator.complaints(
        about: documents.compactMap { $0 }, by: schema)
    else { return nil }
    let folder = try TemporaryFolder()
    for name in try Repository.models() {
      try folder.write(
        String(contentsOfFile: Repository.model(name), encoding: .utf8), to: "\(name).yaml")
    }
    return try zip(texts, complaints).map { text, complaint in
      let path = try folder.write(text, to: "edited.yaml")
      let isRight = (try? CheckedModel(path: path)).map { !$0.diagnostics.hasErrors } ?? false
      return (isRight, complaint)
    }
  }

  /// `text` with each edit alone; each must find its place.
  private func edited(_ text: String, _ edits: [SchemaMistakes.Edit]) throws -> [String] {
    try edits.map { edit in
      let place = try #require(text.range(of: edit.old), "\(edit.old) is not in the file")
      return text.replacingCharacters(in: place, with: edit.new)
    }
  }

  private func expectRefused(
    _ text: String, _ edits: [SchemaMistakes.Edit], by schema: JSONValue = ModelSchema().json
  ) throws {
    guard let verdicts = try verdicts(try edited(text, edits), by: schema) else { return }
    #expect(verdicts.count == edits.count)
    for (edit, verdict) in zip(edits, verdicts) {
      #expect(!verdict.isRight, "check accepts: \(edit.old) -> \(edit.new)")
      #expect(verdict.complaint != nil, "the schema accepts: \(edit.old) -> \(edit.new)")
    }
  }

  @Test func everyModelIsValid() throws {
    let names = try Repository.models()
    let texts = try names.map { try String(contentsOfFile: Repository.model($0), encoding: .utf8) }
    for (name, verdict) in zip(names, try verdicts(texts) ?? []) {
      #expect(verdict.isRight, "\(name)")
      #expect(verdict.complaint == nil, "\(name)")
    }
    for (name, text) in zip(names, texts) {
      let own = try ModelSchema(path: Repository.model(name)).json
      for verdict in try verdicts([text], by: own) ?? [] {
        #expect(verdict.complaint == nil, "\(name) by its own schema")
      }
    }
  }

  @Test func mistakesInAModel() throws {
    #expect(SchemaMistakes.inModel.count + SchemaMistakes.inEdits.count >= 60)
    try expectRefused(try #require(Self.model), SchemaMistakes.inModel)
  }

  @Test func mistakesInEdits() throws {
    try expectRefused(SchemaMistakes.edits, SchemaMistakes.inEdits)
  }

  @Test func theSchemaOfAFileKnowsItsBase() throws {
    let folder = try TemporaryFolder()
    try folder.write(try #require(Self.model), to: "quickdraw.yaml")
    let path = try folder.write(SchemaMistakes.edits, to: "edits.yaml")
    let schema = try ModelSchema(path: path).json
    try expectRefused(SchemaMistakes.edits, SchemaMistakes.againstBase, by: schema)
    try expectRefused(SchemaMistakes.edits, SchemaMistakes.inEdits, by: schema)
    for verdict in try verdicts([SchemaMistakes.edits], by: schema) ?? [] {
      #expect(verdict.isRight)
      #expect(verdict.complaint == nil)
    }
  }

  @Test func mistakesInBlocks() throws {
    try expectRefused(SchemaMistakes.blocks, SchemaMistakes.inBlocks)
    let folder = try TemporaryFolder()
    let path = try folder.write(SchemaMistakes.blocks, to: "blocks.yaml")
    let schema = try ModelSchema(path: path).json
    try expectRefused(SchemaMistakes.blocks, SchemaMistakes.inCalls, by: schema)
    for schema in [ModelSchema().json, schema] {
      for verdict in try verdicts([SchemaMistakes.blocks], by: schema) ?? [] {
        #expect(verdict.isRight)
        #expect(verdict.complaint == nil)
      }
    }
  }

  @Test func everyLibraryIsValid() throws {
    let folder = Repository.root.appending(path: "models/blocks").path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(!names.isEmpty)
    let texts = try names.map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
    let documents = texts.compactMap { SchemaValidator.json(of: $0) }
    #expect(documents.count == names.count)
    let schema = ModelSchema().json
    for (name, complaint) in zip(
      names, try SchemaValidator.complaints(about: documents, by: schema) ?? [])
    {
      #expect(complaint == nil, "\(name)")
    }
  }

  /// So that nobody takes a schema's silence for a check.
  @Test func mistakesThatNoSchemaKnows() throws {
    let edits = SchemaMistakes.beyondSchemas
    let texts = try edited(try #require(Self.model), edits)
    for (edit, verdict) in zip(edits, try verdicts(texts) ?? []) {
      #expect(!verdict.isRight, "check accepts: \(edit.old) -> \(edit.new)")
      #expect(verdict.complaint == nil, "the schema refuses: \(edit.old) -> \(edit.new)")
    }
  }

  /// Ways of writing that are right and easily refused by a schema.
  @Test func unusualButRight() throws {
    let edits: [SchemaMistakes.Edit] = [
      ("num_nodes: 128", "num_nodes: $64 * 2"),
      ("over: T", "over: \"T\""),
      ("padding: same", "padding: \"${'same'}\""),
      ("epsilon: 1e-8", "epsilon: 0"),
      ("from: logits}\n  class", "from: [logits]}\n  class"),
      ("{op: argmax, from: logits}", "{op: argmax, from: {x: logits}}"),
      ("every: 300 seconds", "every: 2.5 seconds"),
      ("every: 1000 steps", "every: \"${10 * 100} steps\""),
      ("batches: all", "batches: 3"),
      ("for: {filters: num_conv, kernel: conv_len}", "for: {filters: [8, 8], kernel: [3, 3]}"),
      ("if: batch_norm", "if: false"),
      ("name: quickdraw", "name: 17"),
      ("seed: 1", "seed: $num_layers"),
      (
        "pooled: {op: masked_sum, over: T}",
        "pooled: {op: masked_sum, over: T}\n  größe: {op: relu}"
      ),
    ]
    let texts = try edited(try #require(Self.model), edits)
    for (edit, verdict) in zip(edits, try verdicts(texts) ?? []) {
      #expect(verdict.isRight, "check refuses: \(edit.old) -> \(edit.new)")
      #expect(verdict.complaint == nil, "\(edit.old) -> \(edit.new)")
    }
  }
}
