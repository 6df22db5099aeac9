import Kernels

/// A formula as a list of instructions over slots, ready to run block by block.
///
/// The slots are the operands, the results, the constants and then registers, each of which is used
/// again as soon as nobody reads it any more. A result may share its memory with an operand: it is
/// written by the last instruction that reads an operand or after it.
public struct FormulaProgram: Sendable, Hashable {
  /// The steps, in order.
  public let instructions: [FormulaInstruction]
  /// How many slots hold operands; they come first.
  public let operandCount: Int
  /// How many slots hold results; they come second.
  public let resultCount: Int
  /// The numbers of the slots behind.
  public let constants: [Float]
  /// How many slots come last.
  public let registerCount: Int

  /// All slots.
  public var slotCount: Int { firstRegister + registerCount }
  /// The first slot of a constant.
  public var firstConstant: Int { operandCount + resultCount }
  /// The first register.
  public var firstRegister: Int { firstConstant + constants.count }

  /// Flattens a formula.
  public init(_ formula: Formula) {
    var layout = FormulaLayout(formula)
    layout.assign()
    instructions = layout.instructions
    operandCount = formula.operands.count
    resultCount = formula.results.count
    constants = layout.constants
    registerCount = layout.registerCount
  }
}

/// Gives every part of a formula a slot.
private struct FormulaLayout {
  let formula: Formula
  private(set) var instructions: [FormulaInstruction] = []
  private(set) var constants: [Float] = []
  private(set) var registerCount = 0
  /// The parts that are computed, in order.
  private let steps: [Int]
  private var slots: [Int: Int] = [:]
  private var freeRegisters: [Int] = []
  private let firstRegister: Int

  init(_ formula: Formula) {
    self.formula = formula
    let needed = formula.isNeeded
    let nodes = formula.nodes.indices.filter { needed[$0] }
    steps = nodes.filter { if case .call = formula.nodes[$0] { true } else { false } }
    let firstConstant = formula.operands.count + formula.results.count
    for node in nodes {
      switch formula.nodes[node] {
      case .operand(let index): slots[node] = index
      case .constant(let number):
        slots[node] = firstConstant + constants.count
        constants.append(Float(number))
      case .call: break
      }
    }
    firstRegister = firstConstant + constants.count
  }

  mutating func assign() {
    let lastUse = lastUses()
    let lastRead = steps.lastIndex { step in
      formula.nodes[step].inputs.contains {
        if case .operand = formula.nodes[$0] { true } else { false }
      }
    }
    // A result that is an operand waits in a register until all operands have been read.
    var copies: [(from: Int, to: Int)] = []
    for (index, part) in formula.results.enumerated() {
      guard let slot = slots[part] else { continue }
      let register = slot < formula.operands.count ? take() : slot
      if register != slot { append(.copy, [slot], to: register) }
      copies.append((register, formula.operands.count + index))
    }
    for (index, step) in steps.enumerated() {
      guard case .call(let operation, let inputs) = formula.nodes[step] else { continue }
      let sources = inputs.compactMap { slots[$0] }
      for input in Set(inputs) where lastUse[input] == index { release(input) }
      let wanted = formula.results.indices.filter { formula.results[$0] == step }
      let isDirect = !wanted.isEmpty && index >= lastRead ?? 0
      let target = isDirect ? formula.operands.count + wanted[0] : take()
      slots[step] = target
      append(operation, sources, to: target)
      for result in wanted.dropFirst(isDirect ? 1 : 0) {
        copies.append((target, formula.operands.count + result))
      }
    }
    for copy in copies { append(.copy, [copy.from], to: copy.to) }
  }

  private mutating func append(_ operation: FormulaOperation, _ inputs: [Int], to result: Int) {
    instructions.append(FormulaInstruction(operation, inputs, to: result))
  }

  /// For each part the last step that reads it; results are read after all steps.
  private func lastUses() -> [Int: Int] {
    var uses: [Int: Int] = [:]
    for (index, step) in steps.enumerated() {
      for input in formula.nodes[step].inputs { uses[input] = index }
    }
    for result in formula.results { uses[result] = steps.count }
    return uses
  }

  private mutating func take() -> Int {
    if let register = freeRegisters.popLast() { return register }
    registerCount += 1
    return firstRegister + registerCount - 1
  }

  private mutating func release(_ part: Int) {
    guard let slot = slots[part], slot >= firstRegister else { return }
    freeRegisters.append(slot)
  }
}
