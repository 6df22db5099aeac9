import QuickDrawModels
import Runtime

/// What was changed in a run's resolved model file since it was trained.
public enum ChangedModel {
  /// The difference, ending with a line break: by its meaning, or as lines when the meaning is the
  /// same or cannot be told.
  ///
  /// - Parameters:
  ///   - record: The run's receipt, which holds the text that was trained.
  ///   - folder: The run.
  ///   - isColoured: Whether signs have colours, too.
  /// - Returns: The difference; empty when the receipt is too old to hold the text.
  /// - Throws: `FileError` when the file cannot be read.
  public static func text(
    _ record: RunRecord, in folder: RunFolder, isColoured: Bool = false
  ) throws(FileError) -> String {
    guard let trained = record.resolvedModel else { return "" }
    let bytes = try InputFile.contents(of: folder.resolvedModel)
    let now = String(decoding: bytes, as: UTF8.self)
    let lines = LineDiff.unified(trained, now, name: folder.resolvedModel)
    // A file with errors has no meaning to compare; its lines say what was changed.
    guard let old = try? DiffSubject(text: trained, title: "as it was trained"),
      let new = try? DiffSubject(text: now, title: folder.resolvedModel)
    else { return lines }
    let diff = ModelDiff(old, new)
    return diff.isEqual ? lines : DiffReport(diff).text(isColoured: isColoured)
  }
}
