/// What a user may write about an optimizer, a schedule or another part of training.
///
/// The manual, the editor schema, the checks and the hints all read this value.
public struct ComponentSchema: Sendable {
  /// The name in a model file, in `lower_snake_case`.
  public let name: String
  /// One sentence that starts with a verb.
  public let summary: String
  /// The formula in one or a few lines, with the attributes' names.
  public let formula: String
  /// The attributes, in the order of the manual.
  public let attributes: [any AttributeDeclaration]

  /// A schema.
  public init(
    _ name: String, _ summary: String, formula: String, attributes: [any AttributeDeclaration]
  ) {
    self.name = name
    self.summary = summary
    self.formula = formula
    self.attributes = attributes
  }
}
