/// How data is opened for one command.
public struct DataOptions: Sendable {
  /// What the drawings are for.
  public enum Use: Sendable {
    /// Training drawings, and evaluation drawings where there are any.
    case training
    /// Evaluation drawings alone: the evaluation files, or the fifth that training holds out.
    case evaluation
    /// Every drawing that there is, as evaluation drawings.
    case everything
  }

  /// What the drawings are for.
  public var use: Use
  /// A folder of ndjson, one of TFRecord files with a class list, or one file, which takes the
  /// place of the described data; nil for the described data.
  public var path: String?
  /// The classes that the network knows, when they are fixed already; drawings of others are
  /// left out.
  public var classes: ClassList?
  /// Whether the first line that is no drawing is an error, and not only counted.
  public var isStrict = false
  /// Files that take up to so many bytes together are read into memory, and checked, at once; of
  /// larger sets only the places of the drawings are kept.
  public var memoryLimit = 256 << 20
  /// Whether generated drawings stand in when the described files do not exist.
  public var allowsBuiltIn = true
  /// Whether generated drawings are wanted, whatever files there are.
  public var wantsBuiltIn = false
  /// Fixes the generated drawings.
  public var builtInSeed: UInt64 = 1
  /// The generated training drawings of each category.
  public var builtInTraining = 1_000
  /// The generated evaluation drawings of each category.
  public var builtInEvaluation = 50

  /// Opens for `use` what is described, or what is at `path`.
  public init(_ use: Use = .training, path: String? = nil, classes: ClassList? = nil) {
    self.use = use
    self.path = path
    self.classes = classes
  }
}
