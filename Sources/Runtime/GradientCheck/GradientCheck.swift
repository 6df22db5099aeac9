/// Compares the gradients of a graph with differences of its values: of every parameter through the
/// whole graph, and of every node by itself at the values that it has there.
///
/// A node is checked with random numbers as the gradient that arrives, so that a mistake shows where
/// it is made and not where it ends up. See ``DirectionTrial`` for how a comparison is made sound in
/// single precision.
public struct GradientCheck {
  /// Directions that are drawn at first, and again where they do not settle the matter.
  private static let draws = 2
  private static let redraws = 3

  /// What is said of one derivative.
  public struct Finding: Sendable, Equatable {
    /// The parameter's name, or the node or input that is read.
    public let variable: String
    public let verdict: GradientVerdict
  }

  /// What is said of one parameter through the whole graph.
  public struct Parameter: Sendable, Equatable {
    public let name: String
    public let shape: [Int]
    public let verdict: GradientVerdict
  }

  /// What is said of one node by itself: consecutive steps of one name.
  public struct Node: Sendable, Equatable {
    public let name: String
    /// The ops of its steps, each once.
    public let ops: [String]
    /// One for each float input and each parameter; empty when ``reason`` says why.
    public let findings: [Finding]
    /// Why nothing of it could be checked.
    public let reason: String?
  }

  private let model: ModelGraph
  private let sample: GradientSample
  private let seed: UInt64
  private var graph: Graph { sample.graph }

  /// A check of a model's forward graph, in its own mode, at a random batch.
  public init(_ model: ModelGraph, seed: UInt64) {
    self.model = model
    self.seed = seed
    sample = GradientSample(model.builder, seed: seed)
  }

  /// A check of a graph at a point that somebody chose; `seed` decides directions and weights.
  public init(_ model: ModelGraph, at point: GradientPoint, seed: UInt64) {
    self.model = model
    self.seed = seed
    sample = GradientSample(model.builder, at: point)
  }

  /// The lengths of the examples of the batch.
  public var lengths: [Int] {
    sample.shape.lengths.values.first?.map(Int.init) ?? []
  }

  // MARK: Nodes

  /// The names of the nodes in order.
  public var nodeNames: [String] { groups.map(\.name) }

  /// Checks one node; `name` is one of ``nodeNames``.
  public func node(_ name: String) -> Node? {
    guard let group = groups.first(where: { $0.name == name }) else { return nil }
    let ops = group.nodes.map { graph.nodes[$0].op }
    var names: [String] = []
    for op in ops where !names.contains(op.name) { names.append(op.name) }
    func result(_ findings: [Finding], _ reason: String? = nil) -> Node {
      Node(name: name, ops: names, findings: findings, reason: reason)
    }
    if let op = ops.first(where: \.stopsGradient) {
      return result([], "`\(op.name)` stops gradients on purpose")
    }
    let outputs = results(of: group.nodes)
    guard outputs.contains(where: { graph[$0].type.scalar == .f32 }) else {
      return result([], "its result is integers")
    }
    do {
      let probe = try PartProbe(
        try GraphPart(group.nodes, of: graph, mode: model.builder.mode, outputs: outputs),
        at: sample)
      guard !probe.variables.isEmpty else { return result([], "it reads no floats") }
      return result(
        probe.variables.map { variable in
          Finding(
            variable: variable.name,
            verdict: verdict(probe, variable, stream: "\(name) \(variable.name)"))
        })
    } catch {
      return result([], error.message)
    }
  }

  /// Consecutive nodes of one name.
  private var groups: [(name: String, nodes: [Int])] {
    var groups: [(name: String, nodes: [Int])] = []
    for (index, node) in graph.nodes.enumerated() {
      if groups.last?.name == node.name {
        groups[groups.count - 1].nodes.append(index)
      } else {
        groups.append((node.name, [index]))
      }
    }
    return groups
  }

  /// What others read of some nodes: in a forward graph, all but what is saved for the gradient.
  private func results(of nodes: [Int]) -> [Value] {
    let inside = Set(nodes)
    var read = Set(model.outputs.map(\.value) + model.metrics.map(\.value))
    if let loss = model.loss { read.insert(loss) }
    for (index, node) in graph.nodes.enumerated() where !inside.contains(index) {
      read.formUnion(node.inputs)
    }
    let made = nodes.flatMap { graph.nodes[$0].results }
    let wanted = made.filter(read.contains)
    return wanted.isEmpty ? nodes.last.map { [graph.nodes[$0].results[0]] } ?? [] : wanted
  }

  // MARK: Parameters

  /// Checks every parameter through the whole graph.
  ///
  /// The function is a randomly weighted sum of what the loss reads rather than the loss: one float
  /// has too few digits. What the loss does is checked at its own nodes.
  public func parameters(_ progress: (String) -> Void = { _ in }) -> [Parameter] {
    let declared = sample.store.entries.filter(\.isTrained)
    func all(_ reason: String) -> [Parameter] {
      declared.map { Parameter(name: $0.name, shape: $0.shape, verdict: .notChecked(reason)) }
    }
    let ends = self.ends
    guard !ends.isEmpty else { return all("the model has neither a loss nor an output") }
    do {
      let probe = try PartProbe(
        try GraphPart(nodes(behind: ends), of: graph, mode: model.builder.mode, outputs: ends),
        at: sample)
      return declared.map { entry in
        progress(entry.name)
        let variable = probe.variables.first { $0.isParameter && $0.name == entry.name }
        return Parameter(
          name: entry.name, shape: entry.shape,
          verdict: variable.map { verdict(probe, $0, stream: "all \(entry.name)") }
            ?? .notChecked("nothing that the loss reads depends on it"))
      }
    } catch {
      return all(error.message)
    }
  }

  /// What the loss is made of, traced back through single numbers; the outputs without a loss.
  private var ends: [Value] {
    guard let loss = model.loss else { return model.outputs.map(\.value) }
    var makers: [Value: Int] = [:]
    for (index, node) in graph.nodes.enumerated() {
      for result in node.results { makers[result] = index }
    }
    var (ends, waiting, seen) = ([Value](), [loss], Set<Value>())
    while let value = waiting.popLast() {
      guard seen.insert(value).inserted, graph[value].type.scalar == .f32 else { continue }
      if graph[value].type.rank == 0, let maker = makers[value] {
        if !graph.nodes[maker].op.stopsGradient { waiting += graph.nodes[maker].inputs }
      } else if makers[value] != nil {
        ends.append(value)
      }
    }
    return ends.sorted { $0.index < $1.index }
  }

  /// The nodes that make `ends`, but none that stops gradients and none behind it: what it gives is
  /// held fast, as its gradient says.
  private func nodes(behind ends: [Value]) -> [Int] {
    var needed = Set(ends)
    var nodes: [Int] = []
    for (index, node) in graph.nodes.enumerated().reversed()
    where !node.op.stopsGradient && node.results.contains(where: needed.contains) {
      needed.formUnion(node.inputs)
      nodes.append(index)
    }
    return nodes.reversed()
  }

  // MARK: Verdicts

  /// A verdict from several directions: wrong only when most of them say so.
  private func verdict(
    _ probe: PartProbe, _ variable: PartProbe.Variable, stream: String
  ) -> GradientVerdict {
    guard variable.base.allSatisfy({ $0.isFinite }) else {
      return .notChecked("what it reads is not finite")
    }
    guard variable.isFree.contains(true) else { return .notChecked("it reads no element") }
    var random = RandomDraws(seed: seed, stream: stream)
    var comparisons: [GradientComparison] = []
    func draw() {
      var trial = DirectionTrial(probe, variable, &random)
      if let comparison = trial.run() { comparisons.append(comparison) }
      probe.restore(variable)
    }
    for _ in 0..<Self.draws { draw() }
    let settled =
      comparisons.count == Self.draws
      && comparisons.allSatisfy { $0.agrees && ($0.isSharp || $0.isBelowNoise) }
    if !settled { for _ in 0..<Self.redraws { draw() } }
    if variable.gradient == nil, !comparisons.isEmpty, comparisons.allSatisfy(\.isBelowNoise) {
      return .notChecked("no gradient, and the result does not change with it")
    }
    return Self.verdict(comparisons)
  }

  private static func verdict(_ comparisons: [GradientComparison]) -> GradientVerdict {
    let wrong = comparisons.filter { !$0.agrees }
    if let worst = wrong.max(by: { $0.relativeError < $1.relativeError }),
      2 * wrong.count > comparisons.count
    {
      return .wrong(worst)
    }
    let right = comparisons.filter(\.agrees)
    if let sharp = right.filter(\.isSharp).max(by: { $0.relativeError < $1.relativeError }) {
      return .ok(sharp)
    }
    if let flat = right.first(where: \.isBelowNoise) { return .ok(flat) }
    guard let best = right.min(by: { $0.relativeBound < $1.relativeBound }) else {
      return .notChecked("it is smooth nowhere near the point")
    }
    let percent = (best.relativeBound * 1000).rounded() / 10
    return .notChecked("rounding hides errors below \(percent) %")
  }
}
