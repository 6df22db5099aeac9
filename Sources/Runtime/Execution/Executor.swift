/// Runs a graph: binds it to a batch's sizes, plans its memory in one arena, and calls its kernels.
///
/// ``prepare(_:)`` for a batch, set the inputs, ``run(step:)``, read what was kept. The arena only
/// ever grows, so a run allocates nothing once the largest batch has been seen.
public final class Executor {
  /// The graph as it runs: pruned to what is kept.
  public let graph: Graph
  /// The parameters that the graph reads.
  public let parameters: ParameterStore
  /// The seed of dropout's random numbers.
  public var seed: UInt64 = 0

  let planner: MemoryPlanner
  private let layouts: LayoutTable
  private let views: UnsafeMutablePointer<TensorView>
  private let constants: UnsafeMutablePointer<Float>
  private let operands: UnsafeMutablePointer<Int32>
  private let operandStarts: [(inputs: Int, results: Int)]
  private var external: [Int: UnsafeMutablePointer<Float>] = [:]
  private var arena: UnsafeMutablePointer<Float>
  private var arenaCapacity = 0
  private let isRead: [Bool]
  private var sizes: [Int]
  /// The floats of each node's scratch memory for the sizes prepared last.
  private(set) var scratch: [Int]

  /// An executor for what `kept` needs of `graph`.
  ///
  /// - Parameters:
  ///   - graph: The whole graph; what nobody needs is left out.
  ///   - kept: The values that are read after a run.
  ///   - parameters: The tensors that the graph's parameters and states name.
  ///   - gradients: For values that are the gradient of a parameter, that parameter: they are
  ///     written straight into the store.
  ///   - sharesMemory: Whether values that are never needed at the same time share memory.
  public init(
    _ graph: Graph, keeping kept: [Value], parameters: ParameterStore,
    gradients: [Value: Value] = [:], sharesMemory: Bool = true
  ) {
    let graph = graph.pruned(keeping: kept + gradients.keys.sorted { $0.index < $1.index })
    self.graph = graph
    self.parameters = parameters
    layouts = LayoutTable(for: graph)
    views = .allocate(capacity: max(1, graph.values.count))
    constants = allocateZeroed(graph.values.count)
    arena = allocateZeroed(1)
    sizes = Array(repeating: 0, count: graph.values.count)
    scratch = Array(repeating: 0, count: graph.nodes.count)

    for (index, info) in graph.values.enumerated() {
      switch info.source?.kind {
      case .parameter, .state:
        guard let entry = parameters[info.name] else {
          preconditionFailure("the store has no `\(info.name)`")
        }
        external[index] = parameters.values + entry.offset
      case .constant(let number):
        constants[index] = number
        external[index] = constants + index
      case .input, nil: break
      }
    }
    for (gradient, parameter) in gradients {
      guard let entry = parameters[graph[parameter].name] else { continue }
      external[gradient.index] = parameters.gradients + entry.offset
    }
    planner = MemoryPlanner(
      graph, keeping: kept, external: Set(external.keys.map(Value.init)),
      sharesMemory: sharesMemory)

    let count = graph.nodes.reduce(0) { $0 + $1.inputs.count + $1.results.count }
    operands = .allocate(capacity: max(1, count))
    var isRead = Array(repeating: false, count: graph.values.count)
    for node in graph.nodes { for value in node.inputs { isRead[value.index] = true } }
    self.isRead = isRead
    var starts: [(inputs: Int, results: Int)] = []
    var next = 0
    for node in graph.nodes {
      starts.append((next, next + node.inputs.count))
      for value in node.inputs + node.results {
        operands[next] = Int32(value.index)
        next += 1
      }
    }
    operandStarts = starts
  }

  deinit {
    views.deallocate()
    constants.deallocate()
    operands.deallocate()
    arena.deallocate()
  }

  /// The floats of the arena for the sizes prepared last.
  public var arenaCount: Int { planner.size }

  /// Binds the graph to a batch's sizes; inputs must be set again.
  public func prepare(_ shape: BatchShape) {
    plan(shape)
    if planner.size > arenaCapacity {
      arena.deallocate()
      arenaCapacity = planner.size + planner.size / 8
      // Kernels write before they read, so nobody but a run touches the arena's pages.
      arena = allocateFloats(arenaCapacity)
    }
    for index in graph.values.indices {
      views[index].floats = external[index] ?? arena + max(0, planner.offsets[index])
    }
  }

  /// The bytes of the arena for a batch's sizes, of which nothing is allocated; prepare a batch before
  /// the next run.
  public func arenaBytes(for shape: BatchShape) -> Double {
    plan(shape)
    return Double(planner.size * MemoryLayout<Float>.stride)
  }

  /// Works out the sizes and places of everything, without memory for it.
  private func plan(_ shape: BatchShape) {
    layouts.bind(shape)
    for (index, info) in graph.values.enumerated() {
      views.advanced(by: index).initialize(to: layouts.view(of: info.type, at: index, arena))
      sizes[index] = views[index].count
    }
    for index in graph.nodes.indices {
      scratch[index] = graph.nodes[index].op.scratchCount(call(index))
    }
    planner.place(sizes: sizes, scratch: scratch)
  }

  /// Overwrites all memory of the prepared plan, to find out whether anything reads what it has not
  /// written.
  func fillArena(with number: Float) { arena.update(repeating: number, count: arenaCapacity) }

  /// The window on a value: an input to be filled, or a kept value after a run.
  public func view(_ value: Value) -> TensorView { views[value.index] }

  /// Whether some node of the pruned graph reads a value.
  public func reads(_ value: Value) -> Bool { isRead[value.index] }

  /// Runs every node in order; states keep their values until ``updateStates()``.
  ///
  /// Results may take over the memory of inputs, so set the inputs again before the next run.
  ///
  /// - Parameters:
  ///   - step: The training step, from which dropout derives its random numbers.
  ///   - observe: Called after each node with its index, for timing and checking.
  public func run(step: UInt64 = 0, observe: ((Int) -> Void)? = nil) {
    for index in graph.nodes.indices {
      let node = graph.nodes[index]
      node.op.forward(call(index, step: step))
      for result in node.results { zeroTail(of: result) }
      observe?(index)
    }
  }

  /// Makes every state take the value that the last run gave it.
  public func updateStates() {
    for update in graph.updates {
      let (state, value) = (views[update.state.index], views[update.value.index])
      state.floats.update(from: value.floats, count: state.count)
    }
  }

  /// What a node's kernel is given; its pointers are set once a batch is prepared.
  public func call(_ node: Int, step: UInt64 = 0) -> KernelCall {
    let starts = operandStarts[node]
    return KernelCall(
      views: views, inputs: operands + starts.inputs, results: operands + starts.results,
      inputCount: starts.results - starts.inputs,
      scratch: arena + planner.scratchOffsets[node], step: step, seed: seed)
  }

  /// Writes zeros past each example's end of a value that promises them.
  func zeroTail(of value: Value) {
    let type = graph[value].type
    guard type.overhang > 0, type.tail == .zero, type.isRagged else { return }
    let view = views[value.index]
    let (steps, width) = (view.steps, view.stepSize)
    for example in 0..<steps.batch {
      let length = steps.length(example)
      let tail = view.floats + (steps.start(example) + length) * width
      tail.update(repeating: 0, count: (steps.extent(example) - length) * width)
    }
  }
}
