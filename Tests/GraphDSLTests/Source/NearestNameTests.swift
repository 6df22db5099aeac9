import Testing

@testable import GraphDSL

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("learing_rate", "learning_rate"), ("Epochs", "epochs"), ("learning-rate", "learning_rate"),
    ("epo\u{441}hs", "epochs"), ("cnov", "conv"), ("epo\u{200B}chs", "epochs"),
  ])
  func aSlipFindsItsName(slip: String, name: String) {
    #expect(NearestName.of(slip, in: ["shuffle", "learning_rate", "epochs", "conv"]) == name)
  }

  @Test(arguments: ["", "zzz", "a", "momentum"])
  func whatIsFarFindsNothing(name: String) {
    #expect(NearestName.of(name, in: ["learning_rate", "epochs", "b"]) == nil)
  }

  @Test func aHugeNameCostsNothing() {
    #expect(NearestName.of(String(repeating: "k", count: 100_000), in: ["k"]) == nil)
  }
}
