/// Which data an experiment wants and how its files are laid out.
public struct DataDescription: Equatable, Sendable {
  /// The kinds of data files.
  public enum Format: String, CaseIterable, Sendable {
    /// TFRecord files of `tf.train.Example`, with a class list.
    case tfrecord
    /// Lines of JSON, one drawing each, with the class's name.
    case ndjson
  }

  /// The kind of the files.
  public var format: Format
  /// The folder in which paths and patterns start.
  public var folder: String
  /// The class list's path; nil for the sorted words of ndjson files.
  public var classes: String?
  /// Patterns of the training files; `?` is one character, `*` any number.
  public var train: [String]
  /// Patterns of the evaluation files; empty to hold out a fifth of the training files.
  public var eval: [String]
  /// The names of a record's features.
  public var fields = InkFields()
  /// The names of an ndjson object's keys.
  public var keys = DrawingKeys()
  /// How the coordinates of ndjson drawings are scaled.
  public var normalize = Ink.Normalization.perAxis

  /// Data in `folder`.
  public init(
    format: Format, folder: String = ".", classes: String? = nil, train: [String],
    eval: [String] = []
  ) {
    self.format = format
    self.folder = folder
    self.classes = classes
    self.train = train
    self.eval = eval
  }
}
