import Foundation
import Kernels
import Testing

@Suite struct VectorMathTests {
  typealias ArrayFunction = (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void

  static func apply(_ function: ArrayFunction, to x: [Float]) -> [Float] {
    var y = [Float](repeating: -7, count: x.count)
    function(x, &y, x.count)
    return y
  }

  /// Every 9,973rd bit pattern of the finite numbers, and a fine grid where the functions bend.
  static let samples: [Float] = {
    var numbers = stride(from: UInt32(0), to: 0x7f80_0000, by: 9_973).flatMap {
      [Float(bitPattern: $0), -Float(bitPattern: $0)]
    }
    numbers += stride(from: Float(-104.5), through: 104.5, by: 0.001_37)
    numbers += stride(from: Float(-10), through: 10, by: 0.000_217)
    numbers += [0, -0.0, Float.leastNonzeroMagnitude, Float.greatestFiniteMagnitude]
    return numbers
  }()

  /// The largest error in units of the last place of the reference, and where.
  static func worst(
    _ function: ArrayFunction, _ reference: (Double) -> Double, where inDomain: (Float) -> Bool
  ) -> (ulp: Double, x: Float, y: Float) {
    let xs = samples.filter(inDomain)
    let ys = apply(function, to: xs)
    var worst = (ulp: 0.0, x: Float(0), y: Float(0))
    for (x, y) in zip(xs, ys) {
      let expected = reference(Double(x))
      let rounded = Float(expected)
      let error: Double
      if rounded.isInfinite || y.isInfinite {
        error = rounded == y ? 0 : Double.infinity
      } else {
        error = abs(Double(y) - expected) / Double(rounded.magnitude.ulp)
      }
      if !(error <= worst.ulp) { worst = (error, x, y) }
    }
    return worst
  }

  @Test func exponentialIsWithinOneUnit() {
    let worst = Self.worst({ VectorMath.exp($0, $1, count: $2) }, Foundation.exp) { _ in true }
    #expect(worst.ulp <= 1, "\(worst)")
  }

  @Test func logarithmIsWithinOneUnit() {
    let worst = Self.worst({ VectorMath.log($0, $1, count: $2) }, Foundation.log) { $0 > 0 }
    #expect(worst.ulp <= 1, "\(worst)")
  }

  @Test func sigmoidIsRelativelyAccurateEverywhere() {
    // 1 / (1 + e^-x) as e^x / (1 + e^x) below 0, where the first form loses nothing but e^-x may
    // be large.
    let worst = Self.worst({ VectorMath.sigmoid($0, $1, count: $2) }) { x in
      x < 0 ? Foundation.exp(x) / (1 + Foundation.exp(x)) : 1 / (1 + Foundation.exp(-x))
    } where: { _ in
      true
    }
    #expect(worst.ulp <= 2.5, "\(worst)")
  }

  @Test func hyperbolicTangentIsWithinTwoUnits() {
    let worst = Self.worst({ VectorMath.tanh($0, $1, count: $2) }, Foundation.tanh) { _ in true }
    #expect(worst.ulp <= 2, "\(worst)")
  }

  @Test func errorFunctionIsWithinSixUnits() {
    let worst = Self.worst({ VectorMath.erf($0, $1, count: $2) }, Foundation.erf) { _ in true }
    #expect(worst.ulp <= 6, "\(worst)")
  }

  @Test func softplusIsWithinFourUnits() {
    let worst = Self.worst({ VectorMath.softplus($0, $1, count: $2) }) { x in
      Swift.max(x, 0) + Foundation.log1p(Foundation.exp(-Swift.abs(x)))
    } where: { _ in
      true
    }
    #expect(worst.ulp <= 4, "\(worst)")
  }

  @Test func specialValues() {
    let x: [Float] = [.infinity, -.infinity, .nan, 0, -0.0, -1, 200, -200, .leastNonzeroMagnitude]
    let exp = Self.apply({ VectorMath.exp($0, $1, count: $2) }, to: x)
    #expect(exp[0] == .infinity && exp[1] == 0 && exp[2].isNaN && exp[3] == 1 && exp[4] == 1)
    #expect(exp[6] == .infinity && exp[7] == 0 && exp[8] == 1)
    let log = Self.apply({ VectorMath.log($0, $1, count: $2) }, to: x)
    #expect(log[0] == .infinity && log[1].isNaN && log[2].isNaN && log[3] == -.infinity)
    #expect(log[4] == -.infinity && log[5].isNaN && log[7].isNaN)
    let tanh = Self.apply({ VectorMath.tanh($0, $1, count: $2) }, to: x)
    #expect(tanh[0] == 1 && tanh[1] == -1 && tanh[2].isNaN && tanh[3] == 0 && tanh[6] == 1)
    let sigmoid = Self.apply({ VectorMath.sigmoid($0, $1, count: $2) }, to: x)
    #expect(sigmoid[0] == 1 && sigmoid[1] == 0 && sigmoid[2].isNaN && sigmoid[3] == 0.5)
    let erf = Self.apply({ VectorMath.erf($0, $1, count: $2) }, to: x)
    #expect(erf[0] == 1 && erf[1] == -1 && erf[2].isNaN && erf[3] == 0)
    let softplus = Self.apply({ VectorMath.softplus($0, $1, count: $2) }, to: x)
    #expect(softplus[0] == .infinity && softplus[1] == 0 && softplus[2].isNaN)
  }

  @Test func saturationIsExactAndNeverBeyondOne() {
    let x = stride(from: Float(7), through: 20, by: 0.001).flatMap { [$0, -$0] }
    for function in [
      { VectorMath.tanh($0, $1, count: $2) } as ArrayFunction,
      { VectorMath.erf($0, $1, count: $2) },
    ] {
      let y = Self.apply(function, to: x)
      #expect(y.allSatisfy { $0.magnitude <= 1 })
      #expect(zip(x, y).allSatisfy { $0.magnitude < 9.1 || $1 == ($0 < 0 ? -1 : 1) })
    }
  }

  @Test func tailsLeaveTheRestAlone() {
    for count in 0...17 {
      let x = [Float](repeating: 0, count: count)
      var y = [Float](repeating: 5, count: count + 3)
      VectorMath.exp(x, &y, count: count)
      #expect(y == [Float](repeating: 1, count: count) + [5, 5, 5])
    }
  }

  @Test func lanesAreSummedAndCompared() {
    let x = Float8(3, -1, 4, 1, -5, 9, 2, 6)
    #expect(VectorMath.sum(x) == 19)
    #expect(VectorMath.maximum(x) == 9)
    #expect(VectorMath.max(x, .zero) == Float8(3, 0, 4, 1, 0, 9, 2, 6))
    #expect(VectorMath.min(x, .zero) == Float8(0, -1, 0, 0, -5, 0, 0, 0))
    #expect(VectorMath.abs(x) == Float8(3, 1, 4, 1, 5, 9, 2, 6))
    #expect(VectorMath.madd(x, x, x)[5] == 90)
  }
}
