import Kernels
import Runtime

/// What one thread computes of a ``FormulaRun``.
struct FormulaShare {
  let run: FormulaRun
  let call: KernelCall
  /// The elements that are computed.
  let elements: TensorView
  /// Constants, registers, blocks and rests.
  let memory: UnsafeMutablePointer<Float>
  /// The sums of this share.
  let sums: UnsafeMutablePointer<Double>

  private typealias Ports = UnsafeMutablePointer<FormulaPort>
  private typealias Slots = UnsafeMutablePointer<FormulaSlot>

  private var operandCount: Int { run.isRepeated.count }
  private var portCount: Int { operandCount + run.isSummed.count }
  private func isResult(_ port: Int) -> Bool { port >= operandCount }
  private func isRepeated(_ port: Int) -> Bool {
    isResult(port) ? run.isSummed[port - operandCount] : run.isRepeated[port]
  }
  private func view(_ port: Int) -> TensorView {
    isResult(port) ? call.result(port - operandCount) : call.input(port)
  }

  func compute(_ share: Int, of shares: Int) {
    withUnsafeTemporaryAllocation(of: FormulaPort.self, capacity: portCount) { ports in
      withUnsafeTemporaryAllocation(of: FormulaSlot.self, capacity: run.program.slotCount) {
        slots in
        guard let ports = ports.baseAddress, let slots = slots.baseAddress else { return }
        prepare(ports, slots)
        if isEven {
          computeEvenly(share, of: shares, ports, slots)
        } else {
          let batch = elements.steps.batch
          for example in batch * share / shares..<batch * (share + 1) / shares {
            compute(example: example, ports, slots)
          }
        }
      }
    }
  }

  private func prepare(_ ports: Ports, _ slots: Slots) {
    let program = run.program
    var (next, sums) = (memory, self.sums)
    for port in 0..<portCount {
      let block = next + 8
      (ports + port).initialize(
        to: FormulaPort(floats: view(port).floats, sums: nil, axes: nil, block: block, rest: next))
      next.update(repeating: 0, count: 8)
      next = isRepeated(port) ? block + FormulaKernel.blockSize : block
      if isResult(port), isRepeated(port) {
        ports[port].sums = sums
        sums += view(port).count
      }
    }
    for (index, constant) in program.constants.enumerated() {
      next.update(repeating: constant, count: 8)
      (slots + program.firstConstant + index).initialize(to: FormulaSlot(next, step: 0))
      next += 8
    }
    for register in 0..<program.registerCount {
      (slots + program.firstRegister + register).initialize(to: FormulaSlot(next))
      next += FormulaKernel.blockSize
    }
  }

  // MARK: Stretches

  /// Whether all elements are one stretch, under which every port lies regularly.
  private var isEven: Bool {
    guard elements.isRagged else { return true }
    return (0..<portCount).allSatisfy { port in
      let view = view(port)
      guard !view.isRagged else { return view.steps.rows == elements.steps.rows }
      return view.stride(of: 0, in: elements.rank) == 0
        && view.stride(of: 1, in: elements.rank) == 0
    }
  }

  private func computeEvenly(_ share: Int, of shares: Int, _ ports: Ports, _ slots: Slots) {
    for port in 0..<portCount where isRepeated(port) {
      ports[port].axes = axes(of: view(port), rows: elements.isRagged ? elements.steps.rows : 0)
    }
    let blocks = (elements.count + FormulaKernel.blockSize - 1) / FormulaKernel.blockSize
    let first = blocks * share / shares * FormulaKernel.blockSize
    let end = min(blocks * (share + 1) / shares * FormulaKernel.blockSize, elements.count)
    computeBlocks(first..<max(first, end), ports, slots)
  }

  private func compute(example: Int, _ ports: Ports, _ slots: Slots) {
    let steps = elements.steps
    var rows = steps.extent(example)
    for port in 0..<portCount where view(port).isRagged {
      rows = min(rows, view(port).steps.extent(example))
    }
    var firstSum = sums
    for port in 0..<portCount {
      let view = view(port)
      let first =
        view.isRagged
        ? view.steps.start(example) * view.stepSize
        : example * view.stride(of: 0, in: elements.rank)
      ports[port].floats = view.floats + first
      if isRepeated(port) { ports[port].axes = axes(of: view, rows: rows) }
      if ports[port].sums != nil {
        ports[port].sums = firstSum + first
        firstSum += view.count
      }
    }
    computeBlocks(0..<rows * elements.stepSize, ports, slots)
    for port in operandCount..<portCount where !isRepeated(port) {
      let view = view(port)
      let rest = (view.steps.extent(example) - rows) * view.stepSize
      (ports[port].floats + rows * view.stepSize).update(repeating: 0, count: rest)
    }
  }

  /// How an operand lies under the elements: under all of a dense value, or under `rows` steps.
  private func axes(of view: TensorView, rows: Int) -> RepeatedAxes {
    var axes = RepeatedAxes()
    let rank = elements.rank
    guard elements.isRagged else {
      for axis in 0..<rank {
        axes.append(size: elements.size(axis), stride: view.stride(of: axis, in: rank))
      }
      return axes
    }
    axes.append(size: rows, stride: view.isRagged ? view.stepSize : view.stride(of: 1, in: rank))
    for axis in 2..<max(2, rank) {
      axes.append(size: elements.size(axis), stride: view.stride(of: axis, in: rank))
    }
    return axes
  }

  // MARK: Blocks

  private func computeBlocks(_ range: Range<Int>, _ ports: Ports, _ slots: Slots) {
    var first = range.lowerBound
    while first < range.upperBound {
      let count = min(FormulaKernel.blockSize, range.upperBound - first)
      computeBlock(from: first, count: count, ports, slots)
      first += count
    }
  }

  private func computeBlock(from first: Int, count: Int, _ ports: Ports, _ slots: Slots) {
    for port in 0..<portCount {
      let slot = ports[port].slot(at: first, count: count, isResult: isResult(port))
      (slots + port).initialize(to: slot)
    }
    let whole = count / 8 * 8
    execute(slots, vectors: whole / 8)
    let rest = count - whole
    if rest > 0 {
      for port in 0..<portCount {
        slots[port] = ports[port].restSlot(
          of: slots[port], after: whole, count: rest, isResult: isResult(port))
      }
      execute(slots, vectors: 1)
      for port in operandCount..<portCount where !isRepeated(port) {
        (ports[port].floats + first + whole).update(from: ports[port].rest, count: rest)
      }
    }
    for port in operandCount..<portCount where isRepeated(port) {
      ports[port].accumulate(from: first, count: count)
    }
  }

  private func execute(_ slots: Slots, vectors: Int) {
    guard vectors > 0 else { return }
    run.program.instructions.withUnsafeBufferPointer {
      FormulaKernel.run($0, slots, vectors: vectors)
    }
  }
}
