import Runtime

/// What a user may write in a section of settings, such as `train` or `train.checkpoint`.
///
/// The readers of the sections and the editor schema read the same value.
public struct SectionSchema: Sendable {
  /// What stands in the section.
  public enum Content: Sendable {
    /// Settings, and sections below.
    case settings([any AttributeDeclaration], sections: [SectionSchema] = [])
    /// `op` names one of these; its attributes stand beside.
    case component([ComponentSchema])
    /// A mapping from names of the model's inputs to these settings.
    case byInput([any AttributeDeclaration])
  }

  /// The key.
  public let name: String
  /// One sentence.
  public let summary: String
  /// What stands in it.
  public let content: Content
  /// Whether the section above must have it.
  public let isRequired: Bool

  init(_ name: String, _ summary: String, _ content: Content, isRequired: Bool = false) {
    self.name = name
    self.summary = summary
    self.content = content
    self.isRequired = isRequired
  }

  /// The settings of the section itself.
  public var attributes: [any AttributeDeclaration] {
    switch content {
    case .settings(let attributes, _), .byInput(let attributes): attributes
    case .component: []
    }
  }

  /// The sections below.
  public var sections: [SectionSchema] {
    if case .settings(_, let sections) = content { sections } else { [] }
  }
}
