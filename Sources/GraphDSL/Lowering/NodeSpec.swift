import Runtime

/// One node after expansion: loops are unrolled, conditions decided, wires resolved.
public struct NodeSpec: Sendable {
  /// The whole name, such as `convs.0.conv`, at the key that gave it.
  public let name: Located<String>
  /// The op's name.
  public let op: Located<String>
  /// What it reads, in the order of the file.
  public let inputs: [WireSpec]
  /// The attributes, in the order of the file.
  public let settings: [SettingSpec]
  /// The calls of blocks and the steps of loops around it, outermost first.
  public let enclosures: [Enclosure]
  /// What its expressions can use, with places: parameters, or the arguments of its block.
  let parameters: ParameterTable
  /// Whether it only gives another name to what it reads: a loss that is a call of a block.
  public let isAlias: Bool

  /// A node.
  init(
    _ name: Located<String>, op: Located<String>, inputs: [WireSpec], settings: [SettingSpec] = [],
    enclosures: [Enclosure] = [], parameters: ParameterTable, isAlias: Bool = false
  ) {
    self.name = name
    self.op = op
    self.inputs = inputs
    self.settings = settings
    self.enclosures = enclosures
    self.parameters = parameters
    self.isAlias = isAlias
  }

  /// The parameters, arguments and variables behind an attribute, with values and places.
  public func origins(of setting: SettingSpec) -> [Diagnostic.Note] {
    parameters.origins(of: setting.node, under: setting.reader.scope.values)
  }

  /// The key as written, without the names of the groups around it.
  public var key: String {
    Self.key(of: name.value)
  }

  /// The last part of a whole name.
  static func key(of name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }

  /// Everything that it depends on: wires, and tensors whose sizes its attributes use.
  var sources: [String] { inputs.map(\.source) + settings.flatMap(\.sources) }
}

/// One input of a node.
public struct WireSpec: Sendable, Hashable {
  /// The whole name of the node, or the name of the model's input, that is read.
  public let source: String
  /// Where it is named; the reading node's op when it simply reads the one above.
  public let span: SourceSpan
  /// Whether it reads the one above without saying so.
  public let isImplicit: Bool
  /// The operand that it is given for, when it is given by name.
  public let operand: Located<String>?
  /// The name as written; nil when it simply reads the one above.
  public let written: String?
}

/// One attribute of a node.
public struct SettingSpec: Sendable {
  /// The attribute's name, at its key.
  public let name: Located<String>
  /// The value as written.
  public let node: YAMLNode
  /// The value; nil when it waits for the sizes of tensors.
  public let value: SettingValue?
  /// The names that its expressions can use.
  let reader: ValueReader
  /// For each tensor in `dim(tensor, axis)`, the whole name of what it stands for.
  public let sizedTensors: [String: String]
  /// The arguments of the block around that the value waits for.
  let pending: [PendingArgument]

  /// Every tensor whose sizes the value depends on.
  var sources: [String] {
    Array(sizedTensors.values) + pending.flatMap(\.setting.sources)
  }
}
