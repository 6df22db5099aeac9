import GraphDSL
import Ops
import Runtime

/// What the manual says of one op, optimizer, schedule or of clipping, made from what it declares.
public struct ManualEntry: Sendable {
  /// Where in a model file it stands.
  public enum Kind: String, Sendable, CaseIterable {
    case op, optimizer, schedule, clipping, block
  }

  /// Where in a model file it stands.
  public let kind: Kind
  /// The name in a model file.
  public let name: String
  /// One sentence.
  public let summary: String
  /// What it computes, in one or a few lines.
  public let formula: String
  /// The heading under which a list shows it: an op's group, or the kind.
  public let group: String
  /// What an op reads and makes; nil for everything else.
  public let op: OpSchema?
  /// The attributes, in the order of the manual.
  public let attributes: [any AttributeDeclaration]
  /// Calls with numbers.
  public let examples: [OpExample]

  /// The entry of an op.
  public init(_ type: any CatalogOp.Type) {
    let schema = type.schema
    kind = .op
    name = schema.name
    summary = schema.summary
    formula = schema.formula
    group = schema.group.title
    op = schema
    attributes = schema.attributes
    examples = type.examples
  }

  /// The entry of a part of training.
  public init(_ kind: Kind, _ schema: ComponentSchema) {
    self.kind = kind
    name = schema.name
    summary = schema.summary
    formula = schema.formula
    group =
      switch kind {
      case .optimizer: "Optimizers"
      case .schedule: "Schedules"
      case .op, .block, .clipping: "Clipping"
      }
    op = nil
    attributes = schema.attributes
    examples = []
  }

  /// The entry of a block that a model file or a library defines.
  public init(_ block: BlockSpec) {
    let schema = block.schema
    kind = .block
    name = schema.name
    summary = schema.summary
    formula = schema.formula
    group = "Blocks"
    op = schema
    attributes = schema.attributes
    examples = []
  }

  /// Everything that a model file can name: ops by name, then optimizers, schedules and clipping.
  public static let all: [ManualEntry] =
    catalog.map { ManualEntry($0) }
    + OptimizerCatalog.all.map { ManualEntry(.optimizer, $0.schema) }
    + ScheduleCatalog.all.map { ManualEntry(.schedule, $0.schema) }
    + [ManualEntry(.clipping, GradientClipping.schema)]

  /// How it is written in a model file, such as `{op: dense, from: x, units: 2}`.
  ///
  /// - Parameters:
  ///   - given: The attributes to write; those that must be given, with `…`, if nil.
  ///   - inputs: How many inputs to write; those that must be given if nil.
  /// - Returns: The call as a mapping in one line.
  public func call(_ given: [String: AttributeValue]? = nil, inputs: Int? = nil) -> String {
    var parts = kind == .clipping ? [] : ["op: \(name)"]
    if let op {
      let count = inputs ?? op.inputs.count { !$0.isOptional }
      let names = op.inputs.prefix(count).map(\.name) + (op.isVariadic ? ["…"] : [])
      if let first = names.first {
        parts.append("from: " + (names.count == 1 ? first : "[\(names.joined(separator: ", "))]"))
      }
    }
    for attribute in attributes {
      if let given {
        parts += given[attribute.name].map { ["\(attribute.name): \($0)"] } ?? []
      } else if !attribute.isOptional {
        parts.append("\(attribute.name): …")
      }
    }
    return "{\(parts.joined(separator: ", "))}"
  }
}
