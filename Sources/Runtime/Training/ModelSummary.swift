/// What a model is made of, node by node, and what it costs; known before anything runs.
public struct ModelSummary: Sendable {
  /// One node of the model file, or one layer of a composite op.
  public struct Row: Sendable, Equatable {
    /// Such as `convs.0.conv`.
    public let name: String
    /// The op that makes the node's result.
    public let op: String
    /// The result's symbolic shape.
    public let shape: String
    /// The trained elements that belong to the node.
    public let parameters: Int
    /// Multiplications and additions of one forward pass.
    public let cost: Cost
    /// What becomes of steps past an example's end.
    public let padding: Padding
  }

  /// What a node does with the steps past an example's end.
  public struct Padding: Sendable, Equatable {
    /// Whether the steps past the end of its result can be other than zero.
    public var fillsTail: Bool
    /// What it takes from steps past the end that are not zero or only counted.
    public var read: TailRead
    /// Whether what it gives for an example depends on the examples beside it.
    public var isReached: Bool
  }

  /// A cost that grows with the number of drawings and with their points.
  public struct Cost: Sendable, Equatable {
    /// For each step of each example.
    public var perStep: Double
    /// For each example, whatever its length.
    public var perExample: Double

    /// A cost.
    public init(perStep: Double = 0, perExample: Double = 0) {
      self.perStep = perStep
      self.perExample = perExample
    }

    /// What both cost together.
    public static func + (a: Cost, b: Cost) -> Cost {
      Cost(perStep: a.perStep + b.perStep, perExample: a.perExample + b.perExample)
    }
  }

  /// Whether padding gets into the result of some node.
  public var leaksPadding: Bool { rows.contains { $0.padding.isReached } }

  /// The nodes in order.
  public let rows: [Row]
  /// The trained elements in all.
  public let parameterCount: Int
  /// The forward pass in all.
  public let cost: Cost

  /// Summarises a model's forward graph.
  public init(_ model: ModelGraph, parameters: ParameterStore) {
    var builder = model.builder
    builder.resolveOverhangs()
    let kept = (model.loss.map { [$0] } ?? []) + model.outputs.map(\.value)
    let executor = Executor(builder.graph, keeping: kept, parameters: parameters)
    let costs = Self.costs(executor)
    let counts = parameters.parameterCounts
    let report = PaddingReport(executor.graph)
    let reads = Dictionary(report.leaks.map { ($0.node, $0.read) }) { first, _ in first }
    var rows: [Row] = []
    for (index, node) in executor.graph.nodes.enumerated() {
      let type = executor.graph[node.results[0]].type
      let row = Row(
        name: node.name, op: node.op.name, shape: type.shapeDescription,
        parameters: counts[node.name] ?? 0, cost: costs[index],
        padding: Padding(
          fillsTail: type.tail == .arbitrary, read: reads[index] ?? .none,
          isReached: report.isReached(node.results[0])))
      if let last = rows.last, last.name == row.name {
        rows[rows.count - 1] = Row(
          name: row.name, op: last.op, shape: row.shape, parameters: row.parameters,
          cost: last.cost + row.cost, padding: last.padding + row.padding)
      } else {
        rows.append(row)
      }
    }
    self.rows = rows
    parameterCount = parameters.parameterCount
    cost = costs.reduce(Cost(perStep: 0, perExample: 0), +)
  }

  /// Costs are linear in the steps, so two lengths give slope and intercept.
  private static func costs(_ executor: Executor) -> [Cost] {
    func flops(_ length: Int) -> [Double] {
      executor.prepare(executor.graph.uniformShape(batch: 1, length: length))
      return executor.graph.nodes.indices.map {
        executor.graph.nodes[$0].op.flops(executor.call($0))
      }
    }
    let (short, long) = (64, 128)
    return zip(flops(short), flops(long)).map { atShort, atLong in
      let slope = (atLong - atShort) / Double(long - short)
      return Cost(perStep: slope, perExample: atShort - slope * Double(short))
    }
  }
}

extension ModelSummary.Padding {
  /// What two steps of one node do together.
  fileprivate static func + (first: Self, then: Self) -> Self {
    Self(
      fillsTail: then.fillsTail, read: first.read == .none ? then.read : first.read,
      isReached: first.isReached || then.isReached)
  }
}

extension Graph {
  /// A batch of examples of one length, for every ragged axis that the graph declares.
  public func uniformShape(batch: Int, length: Int) -> BatchShape {
    var lengths: [String: [Int32]] = [:]
    for info in values {
      guard let dim = info.type.raggedDim else { continue }
      lengths[dim.name] = Array(repeating: Int32(length), count: batch)
    }
    return BatchShape(batch: batch, lengths: lengths)
  }
}
