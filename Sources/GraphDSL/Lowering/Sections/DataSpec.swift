import Runtime

/// The `data` section with every value in place.
///
/// Paths and patterns are relative to the folder in which the program runs.
public struct DataSpec: Sendable {
  /// What may be written in the section.
  public static var schema: SectionSchema { DataReader.schema }

  /// What kind of files.
  public enum Format: String, AttributeChoice {
    case tfrecord
    case ndjson
  }

  /// The files of training or of evaluation.
  public struct Split: Sendable {
    /// A path or a pattern with `*` and `?`.
    public let files: Located<String>
    /// How many examples are shuffled together; 0 keeps the order of the files.
    public let shuffle: Int
    /// Examples of similar length are put together inside a window of so many; nil for none.
    public let bucket: Int?
  }

  /// Where an input of the model is found in an example.
  public struct Field: Sendable {
    /// The model's input.
    public let input: Located<String>
    /// The feature that holds the numbers.
    public let key: Located<String>
    /// The feature that holds the shape, if one does.
    public let shape: Located<String>?
  }

  /// What turns a drawing into an input.
  public enum Step: String, AttributeChoice {
    /// Each of x and y scaled to 0…1 by its own extent.
    case unitBox = "unit_box"
    /// x and y scaled by the larger extent, which keeps the aspect ratio.
    case uniformBox = "uniform_box"
    /// Points become differences to the one before.
    case deltas
  }

  /// How raw drawings are read.
  public struct Raw: Sendable {
    public let format: Format
    /// The key of the strokes.
    public let strokes: String
    /// The key of the class.
    public let classKey: String
    public let steps: [Step]
  }

  /// What kind of files.
  public let format: Located<Format>
  /// The file that lists the classes, one a line.
  public let classes: Located<String>?
  /// The training files.
  public let train: Split?
  /// The evaluation files.
  public let evaluation: Split?
  /// Where each input is found.
  public let fields: [Field]
  /// How raw drawings are read.
  public let raw: Raw?
}
