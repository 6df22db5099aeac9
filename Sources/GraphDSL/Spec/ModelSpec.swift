/// A model file after `extends`, `remove`, `set` and `add`, with every leaf's place.
///
/// Parameters are not evaluated here and nodes are not expanded.
public struct ModelSpec: Sendable {
  /// The version of the language that this program reads.
  public static var languageVersion: Int { SpecParser.version }

  /// The language version.
  public let version: Located<Int>
  /// The model's name; the file's name when it gives none.
  public let name: Located<String>
  /// The parameters in the order of the file.
  public let params: [ParamSpec]
  /// The dims in the order of the file.
  public let dims: [DimSpec]
  /// The inputs in the order of the file.
  public let inputs: [InputSpec]
  /// The ops that the file and its libraries define, in the order of the file.
  public let blocks: [BlockSpec]
  /// The nodes, groups included, in the order of the file.
  public let graph: [GraphEntry]
  /// What training makes small; nil when the model is not trained.
  public let loss: GraphEntry?
  /// What evaluation reports.
  public let metrics: [GraphEntry]
  /// What prediction returns.
  public let outputs: [GraphEntry]
  /// The data section, a mapping.
  public let data: YAMLNode?
  /// The training section, a mapping.
  public let train: YAMLNode?
  /// The whole file after the edits, with those blocks of libraries that it calls: it needs no other
  /// file.
  public let document: YAMLNode
}
