import Runtime
import Testing

@Suite struct DimTests {
  @Test func lengthsFollowTheRulesInOrder() {
    let steps = RaggedDim("T")
    let halved = steps.applying(LengthRule(offset: 1, divisor: 2))
    let cut = halved.applying(LengthRule(offset: -2))
    #expect([0, 1, 2, 5, 6].map(halved.length) == [0, 1, 1, 3, 3])
    #expect([0, 1, 2, 5, 6].map(cut.length) == [0, 0, 0, 1, 1])
    #expect(steps.applying(LengthRule(multiplier: 3)).length(from: 4) == 12)
  }

  @Test func equalRulesMakeEqualAxes() {
    let (a, b) = (RaggedDim("T"), RaggedDim("T"))
    let rule = LengthRule(offset: -1)
    #expect(a.applying(rule) == b.applying(rule))
    #expect(a.applying(rule) != a)
    #expect(a.applying(LengthRule()) == a)
    #expect(a != RaggedDim("S"))
  }

  @Test func shapesReadAsTheyAreWritten() {
    let steps = RaggedDim("T").applying(LengthRule(offset: 1, divisor: 2))
    let type = TensorType([.batch, .ragged(steps), .fixed(96)])
    #expect(type.description == "f32[B, (T+1)/2, 96]")
    #expect(RaggedDim("T").applying(LengthRule(offset: -4)).description == "T-4")
    #expect(RaggedDim("T").applying(LengthRule(multiplier: 2, divisor: 3)).description == "2·T/3")
  }

  @Test func onlyTheSecondAxisIsRagged() {
    let steps = Dim.ragged(RaggedDim("T"))
    #expect(TensorType([.batch, steps]).isRagged)
    #expect(!TensorType([.batch]).isRagged)
    #expect(steps.isRagged && steps.fixedSize == nil && Dim.fixed(3).fixedSize == 3)
  }
}
