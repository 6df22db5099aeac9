import Foundation
import Runtime

/// The data of an experiment, open.
public struct DataSource: Sendable {
  /// The training drawings; nil when opened for evaluation.
  public internal(set) var train: Dataset?
  /// The evaluation drawings; nil when there are none.
  public internal(set) var eval: Dataset?
  /// The classes.
  public let classes: ClassList
  /// What the user should be told, one sentence each.
  public internal(set) var notices: [String] = []
  /// The lines that were no drawings.
  public internal(set) var skips = SkipReport()
  /// What fixes the drawings when they are generated; nil for files.
  public internal(set) var builtIn: BuiltInRecord?
  /// Whether the drawings are generated.
  public var isBuiltIn: Bool { builtIn != nil }

  /// Opens the described data, or what `options` put in its place.
  ///
  /// - Parameters:
  ///   - description: the data of the experiment; nil when only `options.path` counts.
  ///   - options: for which use, and with which limits.
  /// - Returns: The sets, and what the user should be told about them.
  /// - Throws: `DataFileError` naming pattern and folder when files are missing, and with file and
  ///   place when one is damaged; `DrawingError` for the first bad line when strict; `FileError`
  ///   when a file cannot be read.
  public static func open(
    _ description: DataDescription?, _ options: DataOptions = DataOptions()
  ) throws -> DataSource {
    let described = description ?? DataDescription(format: .ndjson, train: [])
    if options.wantsBuiltIn {
      return try BuiltInData(options: options, normalize: described.normalize).source()
    }
    if let path = options.path {
      return try load(try DataLayout(at: path, keeping: described), options)
    }
    let layout = try DataLayout(described)
    if let absent = layout.absent {
      guard options.allowsBuiltIn, layout.isWhollyAbsent else { throw absent }
      return try BuiltInData(options: options, normalize: described.normalize).source(
        insteadOf: absent)
    }
    return try load(layout, options)
  }

  private static func load(_ layout: DataLayout, _ options: DataOptions) throws -> DataSource {
    try ShardName.check(layout.train + layout.eval)
    switch layout.description.format {
    case .tfrecord: return try RecordLoader(layout: layout, options: options).source()
    case .ndjson:
      var loader = try LineLoader(layout: layout, options: options)
      return try loader.source()
    }
  }
}
