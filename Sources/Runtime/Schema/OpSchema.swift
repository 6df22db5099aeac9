/// What a user may write about an op: its name, operands, attributes, and what each means.
///
/// The manual, the editor schema, the shape check, the hints and the tests all read this value.
public struct OpSchema: Sendable {
  /// The name in a model file, in `lower_snake_case`.
  public let name: String
  /// One sentence that starts with a verb.
  public let summary: String
  /// What other frameworks call it, in lower case and for hints only: no model file can use them.
  public let elsewhere: [String]
  /// What the result is, in one or a few lines, with the operands' and attributes' names.
  public let formula: String
  /// What it is for.
  public let group: OpGroup
  /// What the op reads, in order, optional operands last; the last may be repeated when
  /// `isVariadic`.
  public let inputs: [Operand]
  /// What the op makes.
  public let result: Operand
  /// The attributes, in the order of the manual.
  public let attributes: [any AttributeDeclaration]
  /// Whether the last input may be given any number of times, at least once.
  public let isVariadic: Bool
  /// The attribute that takes the inputs' names, for an op whose call names them as it likes.
  public let namesInputs: String?

  /// A schema.
  public init(
    _ name: String, _ summary: String, elsewhere: [String] = [], formula: String = "",
    group: OpGroup = .other, inputs: [Operand], result: Operand,
    attributes: [any AttributeDeclaration] = [],
    isVariadic: Bool = false, namesInputs: String? = nil
  ) {
    self.name = name
    self.summary = summary
    self.elsewhere = elsewhere
    self.formula = formula
    self.group = group
    self.inputs = inputs
    self.result = result
    self.attributes = attributes
    self.isVariadic = isVariadic
    self.namesInputs = namesInputs
  }
}

/// One input or result of an op, with its axes by name.
public struct Operand: Sendable {
  /// The name in the formula, and the key by which a model file may give it.
  public let name: String
  /// The axes, outermost first, such as `batch time in`; `...` stands for any axes.
  public let axes: [String]
  /// One sentence fragment for the manual.
  public let summary: String
  /// What the elements are.
  public let scalar: ScalarType
  /// Whether a call may leave it out.
  public let isOptional: Bool

  /// An operand whose axes are the words of `axes`.
  public init(
    _ name: String, _ axes: String, _ summary: String = "", scalar: ScalarType = .f32,
    optional: Bool = false
  ) {
    self.name = name
    self.axes = axes.split(separator: " ").map(String.init)
    self.summary = summary
    self.scalar = scalar
    isOptional = optional
  }
}

/// What a tensor's elements are.
public enum ScalarType: String, Sendable, Hashable, CaseIterable {
  /// IEEE 754 single precision.
  case f32
  /// Signed 32-bit integers: class indices and token ids.
  case i32
}
