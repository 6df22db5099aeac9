import Runtime

/// Reads a mapping of settings under `train:` or `data:`, with parameters evaluated.
struct SectionReader {
  /// The mapping's path, such as `train.checkpoint`, at its key.
  let owner: Located<String>
  /// The settings that have been checked.
  private var values: [String: AttributeValue] = [:]
  /// The values as written.
  private var nodes: [String: YAMLNode] = [:]
  private let entries: [YAMLEntry]
  private let parameters: ParameterTable

  /// A reader of `entry`, or nil after reporting that it is no mapping or that a setting is wrong.
  ///
  /// - Parameters:
  ///   - entry: The key and the mapping.
  ///   - path: What the mapping is called in messages.
  ///   - declarations: The settings that it can have.
  ///   - others: Further keys, which the caller reads itself.
  ///   - parameters: What expressions can use.
  ///   - diagnostics: Takes the problems.
  init?(
    _ entry: YAMLEntry, _ path: String, _ declarations: [any AttributeDeclaration],
    others: [String] = [], parameters: ParameterTable, into diagnostics: inout Diagnostics
  ) {
    guard let entries = entry.value.entries else {
      diagnostics.error(
        "`\(path)` wants a mapping, not \(entry.value.kind)", at: entry.value.span, code: "type")
      return nil
    }
    owner = Located(path, entry.key.span)
    self.entries = entries
    self.parameters = parameters
    var checker = SettingChecker(
      owner: owner, declarations: declarations, parameters: parameters, otherKeys: others)
    checker.noun = "key"
    var given: [SettingChecker.Given] = []
    var isComplete = true
    for entry in entries where !others.contains(entry.key.value) {
      if let value = parameters.reader.value(of: entry.value, into: &diagnostics) {
        given.append(.init(name: entry.key, node: entry.value, value: value))
        nodes[entry.key.value] = entry.value
      } else {
        isComplete = false
      }
    }
    guard isComplete, let values = checker.check(given, into: &diagnostics) else { return nil }
    self.values = values
  }

  /// A setting, its default, or nil.
  subscript<Setting>(key: Attribute<Setting>) -> Setting? {
    values[key.name].flatMap(Setting.init(attribute:)) ?? key.defaultValue
  }

  /// A setting with its place; nil when it is not written.
  func located<Setting>(_ key: Attribute<Setting>) -> Located<Setting>? {
    guard let node = nodes[key.name], let value = self[key] else { return nil }
    return Located(value, node.span)
  }

  /// One of the further keys, if it is written.
  func entry(_ key: String) -> YAMLEntry? { entries.first { $0.key.value == key } }

  /// All settings that are written, for a part of training that reads them itself.
  var attributes: AttributeReader { AttributeReader(values) }

  /// Reports what a part of training does not accept.
  func report(_ error: OpError, into diagnostics: inout Diagnostics) {
    var place = owner.span
    if case .attribute(let name) = error.argument { place = nodes[name]?.span ?? place }
    diagnostics.error(error.message, at: place, hint: error.hint, code: "op")
  }
}
