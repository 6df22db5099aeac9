import Runtime
import Testing

@testable import GraphDSL

@Suite struct BatchCountTests {
  @Test func aNumberOrAll() {
    #expect(BatchCount(attribute: "all") == .all)
    #expect(BatchCount(attribute: 3)?.count == 3)
    for value: AttributeValue in [0, -1, "some", 2.5, true] {
      #expect(BatchCount(attribute: value) == nil, "\(value)")
    }
  }

  @Test func itsOwnWordsReadBack() {
    for count in [BatchCount.all, .some(7)] {
      #expect(BatchCount(attribute: count.attributeValue) == count)
    }
  }
}
