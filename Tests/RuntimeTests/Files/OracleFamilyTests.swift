import OracleSupport
import Runtime
import Testing

/// Every family of the oracles can be read, so that no test silently runs fewer cases.
@Suite struct OracleFamilyTests {
  @Test(arguments: ["gradients", "onnx-node", "model"])
  func familiesAreRead(set: String) throws {
    let families = try Oracles.families(in: set)
    let cases = families.flatMap(\.cases)
    print("oracles: \(set): \(families.count) families, \(cases.count) cases")
    for family in families {
      #expect(!family.cases.isEmpty)
      for case let tensor? in family.cases.flatMap({ $0.inputs + $0.outputs }).map(\.tensor) {
        #expect(tensor.count == tensor.shape.reduce(1, *))
      }
    }
  }

  @Test func closenessNamesTheWorstElement() {
    let closeness = Closeness(of: [1, 2.5, .nan], to: [1, 2, .nan])
    #expect(closeness.place == 1)
    #expect(closeness.relative == 0.25)
    #expect(Closeness(of: [1], to: [1, 2]).difference == .infinity)
    #expect(Closeness(of: [.infinity], to: [1]).relative == .infinity)
  }
}
