/// A call of a block as it is written.
struct BlockCall {
  /// The call's whole name, at its key.
  let name: Located<String>
  /// The key `op` names the block here.
  let op: Located<String>
  /// What is called.
  let block: BlockSpec
  /// All keys of the call.
  let fields: [YAMLEntry]
  /// What it reads; nil when that has an error.
  let inputs: [WireSpec]?
}
