import OracleSupport
import Runtime

/// An op run on examples whose own steps stay while what lies past their ends changes.
struct PaddingTrial {
  private static let lengths: [Int32] = [5, 1, 4, 7]

  /// Whether the graph's types say that padding gets into the result.
  let isReported: Bool
  /// What the result's type promises of its tail.
  let tail: TensorType.Tail
  /// Whether padding does get into the result.
  let changes: Bool
  /// Whether some stored step of the result past an example's end is not zero.
  let hasTailOtherThanZero: Bool

  /// Runs `call` with two fillings of the tails at two padded lengths.
  init(_ call: PaddingCase, fillsTails: Bool) throws {
    let (builder, result) = try call.build(fillsTails: fillsTails)
    isReported = PaddingReport(builder.graph).isReached(result)
    tail = builder.type(of: result).tail
    let isRagged = builder.type(of: result).isRagged
    let runs = [(0, 7), (1, 7), (1, 8), (1, 9), (0, 12)].map { filling, padded in
      Self.run(
        builder, result, fillsTails: fillsTails, filling: UInt64(filling), padded: padded,
        showsTail: false)
    }
    changes = !runs.dropFirst().allSatisfy { NeighbourTrial.agree(runs[0], $0) }
    hasTailOtherThanZero =
      isRagged
      && Self.run(
        builder, result, fillsTails: fillsTails, filling: 0, padded: 9, showsTail: true
      ).contains { $0 != 0 }
  }

  /// The result's own steps, or the steps past its ends.
  private static func run(
    _ builder: GraphBuilder, _ result: Value, fillsTails: Bool, filling: UInt64, padded: Int,
    showsTail: Bool
  ) -> [Float] {
    var builder = builder
    builder.resolveOverhangs(padded: showsTail ? [result] : [])
    let store = ParameterStore(for: builder.graph)
    store.initialize(seed: 3)
    var random = RandomNumbers(seed: 5)
    for entry in store.entries where entry.isTrained {
      store.set(entry, to: random.tensor(entry.shape).floats)
    }
    let executor = Executor(builder.graph, keeping: [result], parameters: store)
    executor.prepare(
      BatchShape(
        batch: lengths.count, lengths: ["T": lengths], paddedLengths: ["T": padded]))
    for (index, value) in builder.graph.sources(.input).enumerated() {
      fill(executor.view(value), builder.graph[value].type, UInt64(index), fillsTails, filling)
    }
    executor.run(step: 1)
    let view = executor.view(result)
    let isFloat = builder.type(of: result).scalar == .f32
    func element(_ index: Int) -> Float { isFloat ? view.floats[index] : Float(view.ints[index]) }
    guard view.isRagged else { return (0..<view.count).map(element) }
    return (0..<view.steps.batch).flatMap { example in
      let (first, own) = (view.steps.start(example), view.steps.length(example))
      let rows = showsTail ? first + own..<first + view.steps.extent(example) : first..<first + own
      return (rows.lowerBound * view.stepSize..<rows.upperBound * view.stepSize).map(element)
    }
  }

  private static func fill(
    _ view: TensorView, _ type: TensorType, _ input: UInt64, _ fillsTails: Bool, _ filling: UInt64
  ) {
    func put(_ elements: Range<Int>, _ random: inout RandomNumbers) {
      for index in elements {
        let number = Float.random(in: 0.2...1, using: &random)
        if type.scalar == .f32 { view.floats[index] = number } else { view.ints[index] = 0 }
      }
    }
    var random = RandomNumbers(seed: 11 &+ input)
    guard view.isRagged else { return put(0..<view.count, &random) }
    var other = RandomNumbers(seed: 100 &+ filling)
    for example in 0..<view.steps.batch {
      let (first, size) = (view.steps.start(example) * view.stepSize, view.stepSize)
      let own = first + view.steps.length(example) * size
      let end = first + view.steps.extent(example) * size
      put(first..<own, &random)
      if fillsTails {
        put(own..<end, &other)
      } else {
        for index in own..<end { view.ints[index] = 0 }
      }
    }
  }
}
