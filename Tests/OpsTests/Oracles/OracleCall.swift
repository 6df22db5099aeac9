import Ops
import OracleSupport
import Runtime

/// How a case of the oracles is put to an op of the catalog.
struct OracleCall {
  /// The op's name in the catalog.
  var op: String
  /// Ops that read the result of the first, by name and attributes.
  var followers: [(op: String, attributes: [String: AttributeValue])] = []
  /// The attributes in the catalog's words.
  var attributes: [String: AttributeValue] = [:]
  /// The case's operands in the op's order.
  var inputs: [OracleArgument]
  /// The case's operands that are parameters or states of the op, by their names there.
  var parameters: [String: OracleArgument] = [:]
  /// The examples' lengths when axis 1 is ragged.
  var lengths: [Int]?
  /// Which inputs have that axis; all of rank 2 and more if nil.
  var ragged: [Bool]?
  /// What the graph is for.
  var mode = GraphBuilder.Mode.training
  /// The case's output; the first if nil.
  var output: OracleArgument?
}

/// An operand of a case by name, with its axes in the op's order.
struct OracleArgument: ExpressibleByStringLiteral {
  let name: String
  /// The case's axis that is each of the op's; empty when the order is the same.
  let permutation: [Int]

  init(_ name: String, permutation: [Int] = []) {
    self.name = name
    self.permutation = permutation
  }

  init(stringLiteral name: String) { self.init(name) }
}

/// Says how to put the cases of one op of the oracles.
struct OracleMapping: Sendable {
  /// The op as the oracles call it.
  let op: String
  /// Translates a case; throws ``Unmapped`` for one that the catalog cannot express.
  let call: @Sendable (OracleCase) throws -> OracleCall

  /// A mapping with a translation of its own.
  init(_ op: String, call: @escaping @Sendable (OracleCase) throws -> OracleCall) {
    self.op = op
    self.call = call
  }

  /// A mapping of all operands in their order to the op called `name`; `attributes` holds for each
  /// attribute of the catalog the oracles' name.
  init(_ op: String, to name: String, _ attributes: [String: String] = [:]) {
    self.op = op
    call = { oracle in
      var call = OracleCall(
        op: name, inputs: oracle.inputs.filter { $0.tensor != nil }.map { .init($0.name) })
      for (own, other) in attributes { call.attributes[own] = oracle.attributes[other] }
      return call
    }
  }
}

/// Why a case is not run.
struct Unmapped: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// Cases by what became of them, printed at the end of a test.
struct OracleTally: CustomStringConvertible {
  var checked = 0
  private var skipped: [String: Int] = [:]

  mutating func skip(_ reason: String) { skipped[reason, default: 0] += 1 }

  var description: String {
    let reasons = skipped.sorted { $0.key < $1.key }.map { "\n  not run (\($0.value)): \($0.key)" }
    return "\(checked) cases checked" + reasons.joined()
  }
}
