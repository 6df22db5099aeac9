import Runtime

/// A problem in a data file: which file, where in it, what is wrong and one thing to try.
public struct DataFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A place inside a data file.
  public enum Place: Equatable, Sendable {
    /// A record of a TFRecord file: its number from 0 and the byte where its header starts.
    case record(Int, offset: UInt64)
    /// A line of a text file, counted from 1.
    case line(Int)
  }

  /// The file's path as the user gave it, or the pattern that found no file.
  public let file: String
  /// Where in the file; nil when the whole file is meant.
  public let place: Place?
  /// What is wrong, without the place.
  public let reason: String
  /// One thing to try.
  public let hint: String?
  /// Whether contents, a missing input or an output are to blame.
  public let kind: FileError.Kind

  /// A problem of `file`, at `place` when there is one.
  public init(
    file: String, place: Place? = nil, reason: String, hint: String? = nil,
    kind: FileError.Kind = .contents
  ) {
    self.file = file
    self.place = place
    self.reason = reason
    self.hint = hint
    self.kind = kind
  }

  /// One line `file: place: reason`, and a second one with the hint.
  public var description: String {
    var text = "\(file): "
    switch place {
    case .record(let number, let offset): text += "record \(number) at byte \(offset): "
    case .line(let number): text += "line \(number): "
    case nil: break
    }
    text += reason
    if let hint { text += "\nhint: \(hint)" }
    return text
  }
}
