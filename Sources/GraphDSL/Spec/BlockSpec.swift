import Runtime

/// An op that a model file or a library of blocks defines: each call brings its nodes into the graph
/// under the call's name.
public struct BlockSpec: Sendable {
  /// What a wire is called inside when the block does not name its inputs.
  public static let onlyInput = "input"

  /// The name by which nodes call it; its place tells the file, as `sources.file(of: name.span)`.
  public let name: Located<String>
  /// What it computes, in one sentence.
  public let doc: Located<String>?
  /// What a call may set, in the order of the file.
  public let arguments: [BlockArgument]
  /// What the wires that a call reads are called inside, in the order of `from: [a, b]`.
  public let inputs: [Located<String>]
  /// The nodes and groups under `do`; the last one makes the result.
  public let nodes: [YAMLEntry]
  /// Whether a library defines it; then it sees its arguments only, no parameter of the model.
  public let isFromLibrary: Bool
  /// Whether all of it could be read; calls of another stay silent.
  let isComplete: Bool

  /// The block as an op: what the manual, the checks and the hints read.
  public var schema: OpSchema {
    OpSchema(
      name.value, doc?.value ?? "", inputs: inputs.map { Operand($0.value, "...") },
      result: Operand(nodes.last?.key.value ?? "result", "..."), attributes: arguments)
  }
}
