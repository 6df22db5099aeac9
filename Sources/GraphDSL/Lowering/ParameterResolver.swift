import Runtime

/// Evaluates the parameters, each after those that it uses, and checks them.
struct ParameterResolver {
  private let specs: [ParamSpec]
  private var values: [String: AttributeValue] = [:]
  private var failed: Set<String> = []
  private var diagnostics = Diagnostics()

  private init(_ specs: [ParamSpec]) { self.specs = specs }

  /// The parameters of `specs` with their values.
  static func resolve(
    _ specs: [ParamSpec], into diagnostics: inout Diagnostics
  ) -> ParameterTable {
    var resolver = ParameterResolver(specs)
    resolver.evaluate()
    resolver.check()
    var table = ParameterTable()
    for spec in specs {
      guard let value = resolver.values[spec.name.value] else { continue }
      table.entries.append(.init(name: spec.name, value: value, span: spec.value.span))
    }
    table.failed = resolver.failed
    diagnostics.merge(resolver.diagnostics)
    return table
  }

  private var reader: ValueReader {
    ValueReader(scope: ExpressionScope(values), failed: failed)
  }

  /// Evaluates every parameter when all that it uses is there; what is left over is in a cycle or
  /// depends on one.
  private mutating func evaluate() {
    let known = Set(specs.map(\.name.value))
    var waitsFor: [String: Set<String>] = [:]
    var users: [String: [Int]] = [:]
    var (ready, misspelt): ([Int], [Int]) = ([], [])
    for (index, spec) in specs.enumerated() {
      let names = Set(ParameterUses.names(in: spec.value).map(\.value))
      let uses = names.intersection(known)
      waitsFor[spec.name.value] = uses
      for use in uses { users[use, default: []].append(index) }
      guard uses.isEmpty else { continue }
      if names.isEmpty { ready.append(index) } else { misspelt.append(index) }
    }
    // Last, so that every other name can be the hint.
    ready += misspelt
    var position = 0
    while position < ready.count {
      let spec = specs[ready[position]]
      position += 1
      evaluate(spec)
      for user in users[spec.name.value] ?? [] {
        waitsFor[specs[user].name.value]?.remove(spec.name.value)
        if waitsFor[specs[user].name.value]?.isEmpty == true { ready.append(user) }
      }
    }
    let stuck = waitsFor.filter { !$0.value.isEmpty }
    failed.formUnion(stuck.keys)
    for cycle in Circles.find(in: stuck, order: specs.map(\.name.value)) { reportCycle(cycle) }
  }

  private mutating func evaluate(_ spec: ParamSpec) {
    if let value = reader.value(of: spec.value, into: &diagnostics) {
      values[spec.name.value] = value.value
    } else {
      failed.insert(spec.name.value)
    }
  }

  private mutating func reportCycle(_ cycle: [String]) {
    let places = cycle.compactMap { name in specs.first { $0.name.value == name } }
    guard let first = places.first else { return }
    let notes = zip(places, cycle.dropFirst() + cycle.prefix(1)).dropFirst().map { spec, next in
      Diagnostic.Note("`\(spec.name.value)` uses `\(next)` here", at: spec.value.span)
    }
    diagnostics.error(
      cycle.count == 1
        ? "parameter `\(cycle[0])` uses itself"
        : "parameters use each other in a circle: \(Circles.text(cycle, "uses"))",
      at: first.value.span, notes: notes,
      hint: cycle.count == 1
        ? "write its value" : "write the value of one of them without the others",
      code: "parameter-cycle")
  }

  /// Checks values against choices and bounds, which may use any parameter.
  ///
  /// What uses a parameter outside of them stays silent: its mistake is this one.
  private mutating func check() {
    var refused: [String] = []
    for spec in specs {
      guard let value = values[spec.name.value] else { continue }
      let before = diagnostics.all.count
      checkChoices(spec, value)
      checkBound(spec, value, spec.min, "at least") { $0 >= $1 }
      checkBound(spec, value, spec.max, "at most") { $0 <= $1 }
      checkBound(spec, value, spec.above, "above") { $0 > $1 }
      checkBound(spec, value, spec.below, "below") { $0 < $1 }
      if diagnostics.all.count > before { refused.append(spec.name.value) }
    }
    for name in refused { values[name] = nil }
    failed.formUnion(refused)
  }

  private mutating func checkChoices(_ spec: ParamSpec, _ value: AttributeValue) {
    guard let nodes = spec.choices, let first = nodes.first, let last = nodes.last else { return }
    var choices: [AttributeValue] = []
    for node in nodes {
      guard let choice = reader.value(of: node, into: &diagnostics) else { return }
      choices.append(choice.value)
    }
    guard !choices.contains(where: { ExpressionArithmetic.areEqual($0, value) == true }) else {
      return
    }
    let names = choices.map(\.description)
    let place = SourceSpan(
      file: first.span.file, first.span.bytes.lowerBound..<last.span.bytes.upperBound)
    diagnostics.error(
      "`\(spec.name.value)` is one of \(names.joined(separator: ", ")), not `\(value)`",
      at: spec.value.span, notes: [.init("the choices are here", at: place)],
      hint: NearestName.hint(value.description, in: names), code: "parameter-bounds")
  }

  private mutating func checkBound(
    _ spec: ParamSpec, _ value: AttributeValue, _ node: YAMLNode?, _ words: String,
    holds: (Double, Double) -> Bool
  ) {
    guard let node, let bound = reader.value(of: node, into: &diagnostics)?.value else { return }
    guard let limit = Double(attribute: bound) else {
      diagnostics.error(
        "the bounds of `\(spec.name.value)` are numbers, not `\(bound)`", at: node.span)
      return
    }
    let numbers: [AttributeValue] = if case .list(let list) = value { list } else { [value] }
    for element in numbers {
      guard let number = Double(attribute: element) else {
        diagnostics.error(
          "`\(spec.name.value)` has bounds, so it is a number, not `\(element)`",
          at: spec.value.span, notes: [.init("the bound is here", at: node.span)])
        return
      }
      guard !holds(number, limit) else { continue }
      diagnostics.error(
        "`\(spec.name.value)` must be \(words) \(bound), but it is \(element)",
        at: spec.value.span, notes: [.init("the bound is here", at: node.span)],
        code: "parameter-bounds")
      return
    }
  }
}
