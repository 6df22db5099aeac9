import OracleSupport
import Runtime
import Testing

/// Clipping as TensorFlow and PyTorch clip, and what must not happen.
@Suite struct GradientClippingTests {
  @Test(arguments: ["optim/torch.json", "optim/tensorflow.json"])
  func gradientsFollowTheReference(path: String) throws {
    var (run, left) = (0, [String]())
    for json in try Oracles.json(path)?["clipping"]?.array ?? [] {
      let name = json["name"]?.string ?? "?"
      guard let expected = json["clipped"]?.numbers, let given = json["grads"]?.numbers else {
        left.append("\(name) (no numbers)")
        continue
      }
      var attributes: [String: AttributeValue] = [:]
      attributes["global_norm"] = json["max_norm"]?.double.map { .float($0) }
      attributes["value"] = json["clip_value"]?.double.map { .float($0) }
      if path.contains("torch") { attributes["epsilon"] = 1e-6 }
      let clipping = try GradientClipping(AttributeReader(attributes))
      var gradients = given.map { Float($0) }
      let norm = clip(&gradients, clipping)
      if let expectedNorm = json["global_norm"]?.double {
        #expect((norm - expectedNorm).magnitude <= 1e-7 * expectedNorm, "\(name)")
      }
      let scale = Float(try clipping.scale(forNorm: norm))
      expectClose(gradients.map { $0 * scale }, expected, limit: 3e-7, name)
      run += 1
    }
    print("oracles: \(path): \(run) clippings; left out: \(left)")
  }

  /// Clips by value and returns the norm.
  private func clip(_ gradients: inout [Float], _ clipping: GradientClipping) -> Double {
    gradients.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      clipping.clipValues(start, count: buffer.count)
      return GradientNorm.norm(of: start, count: buffer.count)
    }
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan])
  func aNormThatIsNotFiniteIsReported(norm: Double) throws {
    let clipping = try GradientClipping(["global_norm": 9])
    #expect(throws: NonFiniteGradientError.self) { try clipping.scale(forNorm: norm) }
    let without = try GradientClipping()
    #expect(throws: NonFiniteGradientError.self) { try without.scale(forNorm: norm) }
  }

  @Test func withinTheLimitTheScaleIsExactlyOne() throws {
    let clipping = try GradientClipping(["global_norm": 9])
    #expect(try clipping.scale(forNorm: 8.999) == 1)
    #expect(try clipping.scale(forNorm: 0) == 1)
    #expect(try clipping.scale(forNorm: 18) == 0.5)
  }

  /// The square of 1e30 does not fit single precision.
  @Test func theNormOfLargeGradientsIsFinite() {
    let gradients = [Float](repeating: 1e30, count: 10_000)
    let norm = GradientNorm.norm(of: gradients, count: gradients.count)
    #expect((norm / 1e32 - 1).magnitude < 1e-6)
  }

  @Test func blocksInAnyOrderGiveTheSameBits() {
    let count = 3 * GradientNorm.blockSize + 17
    let gradients = (0..<count).map { Float($0 % 977) * 0.0137 - 3 }
    var sums = [Double](repeating: 0, count: GradientNorm.blockCount(for: count))
    for block in [3, 1, 0, 2] {
      GradientNorm.sumSquares(of: gradients, count: count, blocks: block..<block + 1, into: &sums)
    }
    let norm = GradientNorm.norm(ofSums: sums, blockCount: sums.count)
    #expect(norm == GradientNorm.norm(of: gradients, count: count))
    let plain = gradients.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    #expect((norm / plain - 1).magnitude < 1e-12)
  }
}
