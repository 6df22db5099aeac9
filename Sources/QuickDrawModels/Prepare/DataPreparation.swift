import Foundation
import Runtime

/// Turns ndjson drawings into a shuffled training set and evaluation set of TFRecord files.
///
/// First all drawings are read and a sample of each class is chosen, of which only the places are
/// kept; then the chosen lines are read again in shuffled order and written. Memory grows with the
/// number of chosen drawings, not with the data.
public struct DataPreparation {
  private let options: PrepareOptions
  private let paths: [String]
  private let sizes: [Int]

  /// Looks for the files.
  ///
  /// - Throws: `DataFileError` when there are none or a number makes no sense.
  public init(_ options: PrepareOptions) throws {
    let wanted = [options.trainingPerClass, options.evaluationPerClass]
    guard wanted.allSatisfy({ (0...1 << 30).contains($0) }), wanted.contains(where: { $0 > 0 })
    else {
      throw DataFileError(
        file: options.output,
        reason: "cannot hold \(wanted[0]) training and \(wanted[1]) evaluation drawings a class")
    }
    guard (1...99_999).contains(options.shards) else {
      throw DataFileError(
        file: options.output, reason: "cannot be spread over \(options.shards) files",
        hint: "the number of files is between 1 and 99999")
    }
    let layout = try DataLayout(
      at: options.source, keeping: DataDescription(format: .ndjson, train: []))
    guard layout.description.format == .ndjson else {
      throw DataFileError(
        file: options.source, reason: "holds TFRecord files, which are prepared already")
    }
    self.options = options
    paths = layout.train
    sizes = try layout.train.map { try InputFile($0).size }
  }

  /// Makes the records.
  ///
  /// - Parameter progress: called now and then; when it throws, the work stops and leaves the
  ///   output folder as it was.
  /// - Returns: What was made.
  /// - Throws: `DataFileError`, `DrawingError` or `FileError` with file and place; what `progress`
  ///   throws.
  public func run(
    progress: (PrepareProgress) throws -> Void = { _ in }
  ) throws -> PrepareReport {
    let output = try RecordOutput(options)
    do {
      let report = try make(in: output.staging, progress)
      try output.install()
      return report
    } catch {
      // The reason for stopping matters more than a staging folder that cannot be removed, which
      // the next run removes.
      try? output.discard()
      throw error
    }
  }

  private func make(
    in folder: String, _ progress: (PrepareProgress) throws -> Void
  ) throws -> PrepareReport {
    let sample = try choose(progress)
    guard !sample.classes.isEmpty else {
      throw DataFileError(
        file: options.source, reason: "there are no drawings",
        hint: sample.skips.skipped > 0 ? sample.skips.description : nil)
    }
    let selection = Selection(sample, options)
    let total = selection.training.count + selection.evaluation.count
    var writer = try RecordSetWriter(paths: paths, options: options)
    var names: [String] = []
    for (base, entries) in zip(PrepareOptions.bases, [selection.training, selection.evaluation]) {
      names += try writer.write(entries, base: base, in: folder) { done in
        try progress(.writing(records: done, of: total))
      }
    }
    try ClassList(names: selection.classes).write(to: "\(folder)/\(PrepareOptions.classes)")
    return PrepareReport(
      classes: selection.classes, training: selection.training.count,
      evaluation: selection.evaluation.count,
      files: names.map { FilePattern.join(options.output, $0) }, notices: selection.notices,
      skips: sample.skips)
  }

  private func choose(_ progress: (PrepareProgress) throws -> Void) throws -> LineSample {
    let limit = options.trainingPerClass + options.evaluationPerClass
    var sample = LineSample(limit: limit, seed: options.seed)
    let total = sizes.reduce(0, +)
    var before = sizes.indices.map { sizes[..<$0].reduce(0, +) }
    before.append(total)
    let reading = DrawingReader.Options(keys: options.keys, strict: options.isStrict)
    try sample.read(paths, reading) { file, bytes in
      try progress(.reading(bytes: before[file] + bytes, of: total))
    }
    try progress(.reading(bytes: total, of: total))
    return sample
  }
}
