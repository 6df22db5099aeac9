import Runtime

/// An op, an optimizer or a schedule with its attributes, comparable with another.
struct ComparedCall {
  /// Which.
  let op: String
  /// The attributes that are given, in the order of the manual.
  let given: [(name: String, value: AttributeValue)]
  /// The given ones, and the defaults of the others.
  let attributes: [(name: String, value: AttributeValue)]

  /// A call; what is not given has its default.
  init(
    _ op: String, given values: [String: AttributeValue],
    declared: [any AttributeDeclaration]
  ) {
    self.op = op
    given = declared.compactMap { declaration in
      values[declaration.name].map { (declaration.name, $0) }
    }
    attributes = declared.compactMap { declaration in
      (values[declaration.name] ?? declaration.defaultAttribute).map { (declaration.name, $0) }
    }
  }

  /// Such as `adam {learning_rate: 0.0001}`.
  var text: String { op + attributeText }

  /// The given attributes, with a space before them if there are any.
  var attributeText: String {
    guard !given.isEmpty else { return "" }
    return " {" + given.map { "\($0.name): \($0.value.shown)" }.joined(separator: ", ") + "}"
  }

  /// Attribute by attribute when the op is the same; the whole calls otherwise.
  static func changes(
    _ name: String, _ old: ComparedCall?, _ new: ComparedCall?
  ) -> [ValueChange] {
    guard let old, let new, old.op == new.op else {
      let (old, new) = (old.map { $0.text }, new.map { $0.text })
      guard old != nil || new != nil else { return [] }
      return [ValueChange(name: name, old: old.map { .string($0) }, new: new.map { .string($0) })]
    }
    let op = ValueChange(name: name, old: .string(old.op), new: .string(new.op))
    return [op]
      + ValueChange.pairs(old.attributes, new.attributes).map {
        ValueChange(name: "\(name).\($0.name)", old: $0.old, new: $0.new)
      }
  }
}
