import Testing

@testable import ModelTools

@Suite struct TensorStatisticsTests {
  @Test func numbersByHand() {
    let all = TensorStatistics([1, -3, 5, .nan, .infinity, 1])
    #expect(all.count == 6)
    #expect(all.notANumber == 1)
    #expect(all.infinite == 1)
    #expect(all.least == -3)
    #expect(all.greatest == 5)
    #expect(all.mean == 1)
    // (0 + 16 + 16 + 0) / 4 = 8 and 1 + 9 + 25 + 1 = 36.
    #expect(all.deviation == 8.0.squareRoot())
    #expect(all.norm == 6)
  }

  @Test func aSmallSpreadBesideALargeMeanIsKept() {
    let all = TensorStatistics([16_777_215, 16_777_216, 16_777_215, 16_777_216])
    #expect(all.deviation == 0.5)
  }

  @Test func nothingFinite() {
    #expect(TensorStatistics([]).norm == 0)
    let all = TensorStatistics([.nan, -.infinity])
    #expect(all.mean == 0 && all.least == 0 && all.count == 2)
  }

  @Test func comparisonByHand() {
    let one = TensorComparison([3, 0, 4], [3, 1, 4])
    #expect(!one.isEqual)
    #expect(one.largest == 1)
    #expect(one.relativeNorm == 0.2)
    #expect(one.cosine == 25 / (5 * 26.0.squareRoot()))
    #expect(TensorComparison([.nan, 1], [.nan, 1]).isEqual)
    #expect(TensorComparison([.infinity, 1], [.infinity, 1]).isEqual)
    #expect(TensorComparison([1, 2], [.nan, 2]).largest == .infinity)
    let zero = TensorComparison([0, 0], [0, 1])
    #expect(zero.relativeNorm == nil && zero.cosine == nil && zero.largest == 1)
    #expect(TensorComparison([1, 0], [-1, 0]).cosine == -1)
  }
}
