import GraphDSL
import QuickDrawModels
import Runtime

/// Everything that is known of one node of a model before anything runs.
public struct NodeExplanation: Sendable {
  /// A value that the node reads.
  public struct Input: Sendable {
    /// The operand's name in the formula.
    public let operand: String
    /// The whole name of the node or input that makes it.
    public let source: String
    /// Elements and shape.
    public let type: TensorType
    /// Where it is made.
    public let place: String
    /// Whether it is read because it stands above, without being named.
    public let isImplicit: Bool
  }

  /// One attribute, and where its value comes from.
  public struct Attribute: Sendable {
    /// The key.
    public let name: String
    /// The value as the op takes it; nil for an optional one that is not given.
    public let value: String?
    /// What is written, when that is an expression.
    public let expression: String?
    /// Where it is written; nil for a default.
    public let place: String?
    /// What the expression uses, each with its value and place.
    public let origins: [String]
  }

  /// A trained tensor or a state.
  public struct Parameter: Sendable {
    /// Such as `rnn.0.forward/kernel`.
    public let name: String
    /// Its sizes.
    public let shape: [Int]
    /// Whether training changes it.
    public let isTrained: Bool
    /// How it starts.
    public let initializer: String

    /// The number of elements.
    public var count: Int { shape.reduce(1, *) }
  }

  /// What the result depends on of one input of the model.
  public struct Reach: Sendable {
    /// The input's name.
    public let input: String
    /// Its steps that a step of the result depends on.
    public let field: ReceptiveField
    /// Whether the result has steps of its own.
    public let hasSteps: Bool
  }

  /// The whole name; `loss`, or one that begins with `metrics.` or `outputs.`.
  public let name: String
  /// Where its key is.
  public let place: String
  /// The calls of blocks and the steps of loops around it, outermost first.
  public let enclosures: [String]
  /// The op's part of the manual.
  public let manual: ManualEntry
  /// Elements and shape of the result.
  public let type: TensorType
  /// What it reads, in the order of the operands.
  public let inputs: [Input]
  /// Every attribute that the op has, in the order of the manual.
  public let attributes: [Attribute]
  /// What it owns.
  public let parameters: [Parameter]
  /// The elements that training changes in the whole model.
  public let modelParameterCount: Int
  /// How far the result looks into each of the model's inputs that have steps.
  public let reaches: [Reach]
  /// The forward pass of the node.
  public let cost: ModelSummary.Cost
  /// The forward pass of the model.
  public let modelCost: ModelSummary.Cost
  /// What the checks say of the node's padding.
  public let warnings: [String]
  /// Who reads it.
  public let readers: [String]
}
