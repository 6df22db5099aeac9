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

  @Test func stepsThatAreAddedAndCutOffLeaveNoTrace() {
    let steps = RaggedDim("T")
    let longer = steps.applying(LengthRule(offset: 2))
    #expect(longer.applying(LengthRule(offset: -2)) == steps)
    #expect(longer.applying(LengthRule(offset: -3)).description == "T-1")
    #expect(longer.applying(LengthRule(offset: 1)).description == "T+3")
    // A sequence without steps gets one here.
    let shorter = steps.applying(LengthRule(offset: -1))
    #expect(shorter.applying(LengthRule(offset: 1)) != steps)
    #expect(shorter.applying(LengthRule(offset: -1)) == steps.applying(LengthRule(offset: -2)))
  }

  @Test func axesOfEqualLengthsAreFound() {
    let steps = RaggedDim("T")
    let halved = steps.applying(LengthRule(offset: 1, divisor: 2))
    let quartered = steps.applying(LengthRule(offset: 3, divisor: 4))
    #expect(halved.applying(LengthRule(offset: 1, divisor: 2)).hasLengths(of: quartered))
    #expect(halved.hasLengths(of: halved))
    #expect(!halved.hasLengths(of: quartered))
    #expect(!halved.hasLengths(of: steps.applying(LengthRule(divisor: 2))))
    #expect(!halved.applying(LengthRule(multiplier: 2)).hasLengths(of: steps))
    #expect(steps.applying(LengthRule(multiplier: 2, divisor: 2)).hasLengths(of: steps))
    #expect(!steps.hasLengths(of: RaggedDim("S")))
    // Equal up to the clamp of the second, 400 steps further on.
    let cut = steps.applying(LengthRule(offset: -500)).applying(LengthRule(divisor: 3))
    #expect(!cut.hasLengths(of: cut.applying(LengthRule(offset: -1))))
    // The period of such strides is longer than any data.
    let wide = steps.applying(LengthRule(divisor: 1_000_000))
    #expect(wide.applying(LengthRule(divisor: 1_000_000)).hasLengths(of: wide) == false)
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
