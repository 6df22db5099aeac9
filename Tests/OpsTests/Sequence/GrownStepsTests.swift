import Ops
import OracleSupport
import Runtime
import Testing

/// Ops that make the steps again that a stride has taken away.
@Suite struct GrownStepsTests {
  private let steps = RaggedDim("T")

  /// The axis of steps of an op's result.
  private func made(
    _ op: String, _ attributes: [String: AttributeValue], of shrunk: RaggedDim,
    like: RaggedDim? = nil
  ) throws -> Dim {
    var builder = GraphBuilder(mode: .training)
    var inputs = [builder.input("x", TensorType([.batch, .ragged(shrunk), .fixed(2)]))]
    if let like {
      inputs.append(builder.input("other", TensorType([.batch, .ragged(like), .fixed(3)])))
    }
    let built = try #require(catalogOp(op)).init(AttributeReader(attributes))
    let result = try built.build(inputs, in: &builder)
    return builder.type(of: result).dims[1]
  }

  @Test func stepsComeBackWhateverTheLengthsWere() throws {
    let halved = steps.applying(LengthRule(offset: 1, divisor: 2))
    let quartered = halved.applying(LengthRule(offset: 1, divisor: 2))
    #expect(try made("upsample1d", ["factor": 2], of: halved, like: steps) == .ragged(steps))
    #expect(try made("upsample1d", ["factor": 2], of: quartered, like: halved) == .ragged(halved))
    #expect(try made("upsample1d", ["factor": 4], of: quartered, like: steps) == .ragged(steps))
    let transposed: [String: AttributeValue] = ["filters": 1, "kernel": 5, "stride": 4]
    #expect(try made("transposed_conv1d", transposed, of: quartered, like: steps) == .ragged(steps))
  }

  @Test func stepsOfAnotherStrideAreRefused() throws {
    let halved = steps.applying(LengthRule(offset: 1, divisor: 2))
    let error = try #require(throws: OpError.self) {
      try made("upsample1d", ["factor": 3], of: halved, like: steps)
    }
    #expect(error.argument == .input(1))
    #expect(
      error.message
        == "`upsample1d` makes the T steps of {1} from (T+2)/3, but {0} has (T+1)/2")
    #expect(error.notes.map(\.argument) == [.input(0)])
    // The last step of an odd number is lost without padding, so it cannot come back.
    let cut = steps.applying(LengthRule(divisor: 2))
    #expect(throws: OpError.self) {
      try made("upsample1d", ["factor": 2], of: cut, like: steps)
    }
  }

  @Test func absurdLengthsAreRefused() throws {
    let long = steps.applying(LengthRule(multiplier: 1024))
    let error = try #require(throws: OpError.self) {
      try made("upsample1d", ["factor": 1024], of: long)
    }
    #expect(error.argument == .call)
  }

  /// `⟨conv(y), x⟩ = ⟨y, transposed_conv(x)⟩` for one kernel: what a transpose is.
  @Test(arguments: ["same", "valid", "causal"])
  func aTransposedConvolutionIsTheTransposeOfTheConvolution(padding: String) throws {
    var random = RandomNumbers(seed: 11)
    for (kernel, stride, dilation, length) in [(3, 2, 1, 9), (5, 3, 2, 14), (2, 4, 1, 8)] {
      let y = random.tensor([2, length, 3])
      let weights = random.tensor([kernel, 3, 4])
      var attributes: [String: AttributeValue] = [
        "filters": 4, "kernel": .int(kernel), "stride": .int(stride), "dilation": .int(dilation),
        "padding": .string(padding), "bias": false,
      ]
      let convolution = try OpTrial(
        try #require(catalogOp("conv1d")).init(AttributeReader(attributes)), inputs: [y])
      let there = convolution.run(at: [y], parameters: ["kernel": weights]).result
      let x = random.tensor(there.shape)
      attributes["filters"] = 3
      let transposed = try OpTrial(
        try #require(catalogOp("transposed_conv1d")).init(AttributeReader(attributes)),
        inputs: [x, y])
      let back = transposed.run(at: [x, y], parameters: ["kernel": weights]).result
      #expect(back.shape == y.shape)
      #expect(abs(there.dot(x) - y.dot(back)) < 1e-4)
    }
  }
}
