import Foundation
import Ops
import OracleSupport
import Runtime
import Testing

/// What every op of the catalog says to a call that is wrong, and what the catalog itself obeys.
@Suite struct CallLaws {
  @Test(arguments: catalogNames)
  func aWrongElementTypeBlamesItsInput(name: String) throws {
    let type = try #require(catalogOp(name))
    guard name != "identity" else { return }
    for example in type.examples {
      for index in example.inputs.indices {
        var inputs = example.inputs
        let shape = inputs[index].shape
        let count = inputs[index].count
        inputs[index] =
          inputs[index].scalar == .f32
          ? Tensor(shape, ints: Array(repeating: 0, count: count))
          : Tensor(shape, Array(repeating: 0, count: count))
        let error = try #require(throws: OpError.self) { try build(type, example, inputs) }
        #expect(error.argument == .input(index), "\(name): \(error)")
      }
    }
  }

  @Test(arguments: catalogNames)
  func aWrongShapeBlamesAnInputThatHasToDoWithIt(name: String) throws {
    let type = try #require(catalogOp(name))
    for example in type.examples {
      for index in example.inputs.indices {
        for wrong in wrongShapes(example.inputs[index]) {
          var inputs = example.inputs
          inputs[index] = wrong
          do {
            try build(type, example, inputs)
          } catch let error as OpError {
            let involved = [error.argument] + error.notes.map(\.argument)
            let isAttribute = involved.contains { if case .attribute = $0 { true } else { false } }
            #expect(
              involved.contains(.input(index)) || isAttribute,
              "\(name) \(wrong.shape) as input \(index): \(error)")
          }
        }
      }
    }
  }

  @Test(arguments: catalogNames)
  func aWrongNumberOfInputsIsRefused(name: String) throws {
    let type = try #require(catalogOp(name))
    let example = try #require(type.examples.first)
    #expect(throws: OpError.self) { try build(type, example, []) }
    guard !type.schema.isVariadic else { return }
    #expect(throws: OpError.self) {
      try build(type, example, example.inputs + [Tensor([2], [1, 2])])
    }
  }

  @Test(arguments: catalogNames)
  func everyDeclaredAttributeIsRead(name: String) throws {
    let type = try #require(catalogOp(name))
    for attribute in type.schema.attributes {
      let example = try #require(type.examples.first)
      var attributes = example.attributes
      attributes[attribute.name] = .list([.list([.string("wrong")])])
      let wrong = OpExample(
        attributes, inputs: example.inputs, lengths: example.lengths, mode: .training)
      let error = try #require(throws: OpError.self) { try build(type, wrong, wrong.inputs) }
      #expect(error.argument == .attribute(attribute.name), "\(name): \(error)")
    }
  }

  @Test func namesAreSortedAndUnique() {
    #expect(catalogNames == Set(catalogNames).sorted())
    for name in catalogNames {
      #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(name)")
    }
  }

  @Test func schemasAreDescribed() {
    for schema in catalog.map({ $0.schema }) {
      #expect(schema.summary.hasSuffix(".") && schema.summary.count > 10, "\(schema.name)")
      for attribute in schema.attributes {
        #expect(attribute.summary.hasSuffix("."), "\(schema.name) \(attribute.name)")
      }
      let names = schema.attributes.map { $0.name } + schema.inputs.map { $0.name }
      #expect(Set(names).count == names.count, "\(schema.name): \(names)")
    }
  }

  @Test func everyOpFileIsInTheCatalog() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Ops").standardized
    let listed = Set(catalog.map { "\($0).swift" })
    var files: Set<String> = []
    let enumerator = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    for case let url as URL in try #require(enumerator) where url.pathExtension == "swift" {
      let text = try String(contentsOf: url, encoding: .utf8)
      if text.contains("static let schema = ") { files.insert(url.lastPathComponent) }
    }
    #expect(files == listed, "\(files.symmetricDifference(listed).sorted())")
  }

  private func build(_ type: any CatalogOp.Type, _ example: OpExample, _ inputs: [Tensor]) throws {
    let op = try type.init(AttributeReader(example.attributes))
    _ = try OpTrial(op, inputs: inputs, lengths: example.lengths, mode: .training)
  }

  private func wrongShapes(_ tensor: Tensor) -> [Tensor] {
    var shapes = [tensor.shape + [7]]
    if let last = tensor.shape.last, tensor.shape.count > 1 {
      shapes.append(tensor.shape.dropLast())
      shapes.append(tensor.shape.dropLast() + [last + 5])
    }
    return shapes.map { shape in
      let count = shape.reduce(1, *)
      return tensor.scalar == .f32
        ? Tensor(shape, Array(repeating: 1, count: count))
        : Tensor(shape, ints: Array(repeating: 0, count: count))
    }
  }
}
