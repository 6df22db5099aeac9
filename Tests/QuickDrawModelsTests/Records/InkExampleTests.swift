import Testing

@testable import QuickDrawModels

@Suite struct InkExampleTests {
  private let example = InkExample(
    ink: [0.25, -1, 0, 0.5, .leastNonzeroMagnitude, 1], classIndex: 3)

  @Test func whatIsEncodedIsDecoded() throws {
    let payload = try example.payload()
    #expect(try InkExample(payload: payload, fields: InkFields(), classCount: 4) == example)
  }

  @Test func theBytesDependOnTheDrawingAlone() throws {
    #expect(try example.payload() == example.payload())
  }

  @Test func otherNamesAreHonoured() throws {
    let fields = InkFields(ink: "points", shape: "size", classIndex: "kind")
    let payload = try example.payload(fields: fields)
    #expect(try InkExample(payload: payload, fields: fields, classCount: 4) == example)
    let refusal = #expect(throws: InkExample.Refusal.self) {
      try InkExample(payload: payload, fields: InkFields(), classCount: 4)
    }
    #expect(refusal?.reason == "feature ink is missing; the record has kind, points, size")
  }

  @Test func aDrawingWithoutAClassIsForPredictionOnly() throws {
    let payload = try InkExample(ink: example.ink, classIndex: nil).payload()
    let read = try InkExample(payload: payload, fields: InkFields(), classCount: nil)
    #expect(read.classIndex == nil)
    #expect(throws: InkExample.Refusal.self) {
      try InkExample(payload: payload, fields: InkFields(), classCount: 4)
    }
  }

  @Test func theClassMustBeInTheList() throws {
    let payload = try example.payload()
    let refusal = #expect(throws: InkExample.Refusal.self) {
      try InkExample(payload: payload, fields: InkFields(), classCount: 3)
    }
    #expect(refusal?.reason == "class_index is 3, but should be from 0 to 2, for 3 classes")
  }
}
