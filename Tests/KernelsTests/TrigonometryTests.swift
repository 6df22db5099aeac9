import Foundation
import Kernels
import Testing

@Suite struct TrigonometryTests {
  private func apply(_ function: (Float8) -> Float8, to x: [Float]) -> [Float] {
    stride(from: 0, to: x.count - 7, by: 8).flatMap { first in
      let y = function(Float8(x[first..<first + 8]))
      return (0..<8).map { y[$0] }
    }
  }

  @Test func sineAndCosineAreWithinTheirBound() {
    let small = stride(from: Float(-20), to: 20, by: 0.000_317)
    let large = stride(from: Float(-9000), to: 9000, by: 1.377)
    let huge: [Float] = [1e5, -1e5, 1e10, 3e38, 0, -0.0, 1e-30, 8192]
    let x = Array(small) + Array(large) + huge
    let used = x.suffix(x.count / 8 * 8)
    let (sines, cosines) = (
      apply(VectorMath.sin, to: Array(used)), apply(VectorMath.cos, to: Array(used))
    )
    var worst = 0.0
    for (index, x) in used.enumerated() {
      worst = max(worst, abs(Double(sines[index]) - Foundation.sin(Double(x))))
      worst = max(worst, abs(Double(cosines[index]) - Foundation.cos(Double(x))))
    }
    #expect(worst <= 1.5e-7, "\(worst)")
  }

  @Test func infinitiesHaveNoAngle() {
    let x: [Float] = [.infinity, -.infinity, .nan, 0, 0, 0, 0, 0]
    for values in [apply(VectorMath.sin, to: x), apply(VectorMath.cos, to: x)] {
      #expect(values[0].isNaN && values[1].isNaN && values[2].isNaN)
    }
  }
}
