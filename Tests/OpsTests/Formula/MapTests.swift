import Kernels
import Ops
import OracleSupport
import Runtime
import Testing

/// The op `map` against the catalog's own ops.
@Suite struct MapTests {
  private func trial(
    _ op: String, _ attributes: [String: AttributeValue] = [:], _ inputs: [Tensor]
  ) throws -> OpTrial {
    let type = try #require(catalogOp(op))
    return try OpTrial(try type.init(AttributeReader(attributes)), inputs: inputs)
  }

  @Test(
    arguments: [
      ("x * sigmoid(x)", "silu"), ("silu(x)", "silu"), ("gelu(x)", "gelu"), ("tanh(x)", "tanh"),
      ("relu(x)", "relu"), ("abs(x)", "abs"), ("softplus(x)", "softplus"), ("erf(x)", "erf"),
      ("x * tanh(softplus(x))", "mish"), ("square(x)", "square"), ("exp(x)", "exp"),
      ("x / (1 + abs(x))", "softsign"), ("x if x > 0 else exp(x) - 1", "elu"),
      ("clip(x, 0, 6)", "relu6"), ("x ** 2", "square"), ("log1p(x)", "log1p"),
    ])
  func agreesWithTheOp(formula: String, op: String) throws {
    guard catalogOp(op) != nil else {
      Issue.record("no op `\(op)`")
      return
    }
    var random = RandomNumbers(seed: 11)
    // 1000 + 37 elements: several blocks and a rest of less than eight.
    let size: Float = op == "log1p" ? 0.9 : 5
    let x = random.tensor([17, 61], size: size)
    let weights = random.tensor([17, 61])
    let own = try trial("map", ["formula": .string(formula)], [x]).run(at: [x], cotangent: weights)
    let other = try trial(op, [:], [x]).run(at: [x], cotangent: weights)
    expectClose(own.result.floats, other.result.floats.map(Double.init), limit: 1e-6, formula)
    let gradients = [own, other].map { $0.inputGradients[0]?.floats ?? [] }
    expectClose(gradients[0], gradients[1].map(Double.init), limit: 1e-6, formula)
  }

  @Test(
    arguments: [
      ([2, 3, 4], [2, 3, 4]), ([2, 3, 4], [4]), ([4], [2, 3, 4]), ([2, 3, 4], [3, 1]),
      ([2, 1, 4], [3, 1]), ([2, 3, 4], []), ([1], [5, 5, 5]), ([700, 3], [1, 3]),
      ([700, 3], [700, 1]),
    ])
  func axesRepeatAsInTheOps(a: [Int], b: [Int]) throws {
    var random = RandomNumbers(seed: 5)
    let inputs = [random.tensor(a), random.tensor(b)]
    for (formula, op) in [("a * b", "multiply"), ("a - b", "subtract"), ("max(a, b)", "maximum")] {
      let attributes: [String: AttributeValue] = [
        "formula": .string(formula), "operands": ["a", "b"],
      ]
      let (own, other) = (try trial("map", attributes, inputs), try trial(op, [:], inputs))
      let weights = random.tensor(own.run(at: inputs).result.shape)
      let (left, right) = (
        own.run(at: inputs, cotangent: weights), other.run(at: inputs, cotangent: weights)
      )
      #expect(left.result == right.result)
      for (own, other) in zip(left.inputGradients, right.inputGradients) {
        let (own, other) = (try #require(own), try #require(other))
        #expect(own.shape == other.shape)
        expectClose(own.floats, other.floats.map(Double.init), limit: 1e-6, "\(formula) \(a) \(b)")
      }
    }
  }

  @Test func threeOperandsShareOnePass() throws {
    var random = RandomNumbers(seed: 9)
    let inputs = [random.tensor([6, 5]), random.tensor([5]), random.tensor([6, 1])]
    let own = try trial(
      "map", ["formula": "a * b + c", "operands": ["a", "b", "c"]], inputs)
    let gradients = own.executor.graph.nodes.filter { $0.op.name == "map_gradient" }
    #expect(gradients.count == 1)
    #expect(gradients.first?.results.count == 3)
    let outcome = own.run(at: inputs)
    let (a, b, c) = (inputs[0].floats, inputs[1].floats, inputs[2].floats)
    var (expected, sums) = ([Float](), [Double](repeating: 0, count: 5))
    for (index, number) in a.enumerated() {
      expected.append(number * b[index % 5] + c[index / 5])
      sums[index % 5] += Double(number)
    }
    #expect(outcome.result.floats == expected)
    expectClose(outcome.inputGradients[1]?.floats ?? [], sums, limit: 1e-6)
    #expect(outcome.inputGradients[2]?.floats == Array(repeating: 5, count: 6))
  }

  @Test func theBitsOfSumsDoNotDependOnTheThreads() throws {
    defer { WorkerPool.configure(threads: WorkerPool.cores) }
    var random = RandomNumbers(seed: 21)
    let inputs = [random.tensor([3000, 40]), random.tensor([40])]
    var runs: [OpTrial.Outcome] = []
    for threads in [1, 2, 3, 5] {
      WorkerPool.configure(threads: threads)
      let trial = try trial(
        "map", ["formula": "tanh(a * b) + b", "operands": ["a", "b"]], inputs)
      runs.append(trial.run(at: inputs, cotangent: inputs[0]))
    }
    for run in runs.dropFirst() {
      #expect(run.result.isIdentical(to: runs[0].result))
      for (one, other) in zip(run.inputGradients, runs[0].inputGradients) {
        #expect(try #require(one).isIdentical(to: try #require(other)))
      }
    }
  }

  @Test func branchesThatAreNotTakenStayOutOfTheGradient() throws {
    let x = Tensor([4], [-1, 0, 0.5, 2])
    let outcome = try trial("map", ["formula": "log(x) if x > 0 else 0"], [x]).run(at: [x])
    #expect(outcome.result.floats.prefix(2) == [0, 0])
    #expect(outcome.inputGradients[0]?.floats == [0, 0, 2, 0.5])
  }

  @Test func kinksHaveTheSlopesThatTheManualNames() throws {
    let x = Tensor([1], [0])
    for (formula, slope) in [
      ("abs(x)", 0), ("relu(x)", 0), ("max(x, 0)", 0.5), ("clip(x, 0, 1)", 1),
    ]
      as [(String, Float)]
    {
      let outcome = try trial("map", ["formula": .string(formula)], [x]).run(at: [x])
      #expect(outcome.inputGradients[0]?.floats == [slope], "\(formula)")
    }
  }

  @Test func edgesOfTheDomainFollowIEEE() throws {
    let x = Tensor([3], [-1, 0, .infinity])
    func values(_ formula: String) throws -> [Float] {
      try trial("map", ["formula": .string(formula)], [x]).run(at: [x]).result.floats
    }
    let (logs, quotients) = (try values("log(x)"), try values("1 / x"))
    #expect(logs[0].isNaN && logs[1] == -.infinity && logs[2] == .infinity)
    #expect(quotients == [-1, .infinity, 0])
    #expect(try values("sqrt(x)")[0].isNaN)
    #expect(try values("x * 0")[2].isNaN)
  }
}
