import Runtime

/// What names stand for while the graph, or one call of a block, is expanded.
struct ExpansionScope {
  /// The mappings of nodes around, innermost last.
  var frames: [WireFrame]
  /// Parameters or the block's arguments, with their places.
  var parameters: ParameterTable
  /// Reads values that use these, or the variables of loops around.
  var reader: ValueReader
  /// The arguments whose values wait for the sizes of tensors.
  var pending: [String: PendingArgument] = [:]
  /// The call's whole name with a dot behind it; empty for the graph.
  var prefix = ""
  /// What can be used around the calls on the way here, for hints.
  var callers: [ValueReader] = []

  /// The scope of a graph or of a block without arguments.
  init(_ parameters: ParameterTable, frame: WireFrame) {
    frames = [frame]
    self.parameters = parameters
    reader = parameters.reader
  }

  /// Gives the variables of a loop the values of a step; they hide what has their names.
  mutating func bind(_ variables: [String: AttributeValue]) {
    reader.scope.values.merge(variables) { $1 }
    for name in variables.keys {
      reader.failed.remove(name)
      pending[name] = nil
    }
  }

  /// Makes an argument known.
  mutating func bind(_ name: Located<String>, to entry: ParameterTable.Entry) {
    // Before the parameters, so that it hides one of the same name.
    parameters.entries.insert(entry, at: 0)
    reader.scope.values[name.value] = entry.value
    reader.failed.remove(name.value)
  }

  /// Makes an argument known whose value comes later.
  mutating func bind(_ name: Located<String>, to argument: PendingArgument) {
    hide(name.value)
    pending[name.value] = argument
  }

  /// Makes what depends on an argument stay silent.
  mutating func fail(_ name: String) {
    hide(name)
    reader.failed.insert(name)
  }

  private mutating func hide(_ name: String) {
    parameters.entries.removeAll { $0.name.value == name }
    reader.scope.values[name] = nil
    reader.failed.remove(name)
  }
}
