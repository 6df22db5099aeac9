import Foundation
import Testing

@testable import QuickDrawModels

@Suite struct WaveTests {
  @Test(arguments: [(0.0, 0.1), (2.5, 0.003), (-1, 1.7)])
  func valuesAreThoseOfTheSine(_ phase: Double, _ turn: Double) {
    var wave = Wave(phase: phase, turn: turn)
    let worst = (0..<2000).map { abs(wave.next() - sin(phase + turn * Double($0))) }.max()
    #expect(worst ?? 1 < 1e-12)
  }
}
