/// What `data prepare` makes from a folder of ndjson files.
public struct PrepareOptions: Sendable {
  /// The folder of `.ndjson` files, or one such file.
  public var source: String
  /// The folder that the records come into; it is made when it is not there.
  public var output: String
  /// The training drawings of each class.
  public var trainingPerClass = 10_000
  /// The evaluation drawings of each class, none of which is a training drawing.
  public var evaluationPerClass = 1_000
  /// The files that each of the two sets is spread over.
  public var shards = 10
  /// Fixes which drawings are taken and their order.
  public var seed: UInt64 = 1
  /// Whether the first line that is no drawing is an error, and not only counted.
  public var isStrict = false
  /// Whether records that are in the folder already are replaced.
  public var overwrites = false
  /// The names of an ndjson object's keys.
  public var keys = DrawingKeys()
  /// The names of a record's features.
  public var fields = InkFields()
  /// How coordinates are scaled.
  public var normalize = Ink.Normalization.perAxis

  /// Records in `output` from the drawings in `source`, as many as the tutorial takes.
  public init(source: String, output: String) {
    self.source = source
    self.output = output
  }

  /// The base names of the two sets.
  static let bases = ["training.tfrecord", "eval.tfrecord"]
  /// The name of the class list.
  static let classes = "training.tfrecord.classes"
}
