/// What `data prepare` did.
public struct PrepareReport: Equatable, Sendable {
  /// The classes, in the order of their numbers.
  public let classes: [String]
  /// The training records.
  public let training: Int
  /// The evaluation records.
  public let evaluation: Int
  /// The files made, without sidecars.
  public let files: [String]
  /// What the user should be told, one sentence each.
  public let notices: [String]
  /// The lines that were no drawings.
  public let skips: SkipReport
}

extension PrepareReport: CustomStringConvertible {
  /// The counts in one line, then the notices and what was skipped.
  public var description: String {
    let counts =
      "\(training) training and \(evaluation) evaluation drawings of \(classes.count) classes in "
      + "\(files.count) files"
    return ([counts] + notices + [skips.description]).filter { !$0.isEmpty }
      .joined(separator: "\n")
  }
}
