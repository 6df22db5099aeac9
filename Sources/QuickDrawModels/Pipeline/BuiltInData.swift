import Foundation
import Synchronization

/// Generated drawings that stand in for data that is not there.
///
/// They are written as lines of ndjson and read back like real ones.
struct BuiltInData {
  private let options: DataOptions
  private let normalize: Ink.Normalization
  private let classes: ClassList

  /// The drawings that `options.builtInSeed` fixes.
  init(options: DataOptions, normalize: Ink.Normalization) throws {
    self.options = options
    self.normalize = normalize
    classes = try options.classes ?? ClassList(names: SyntheticDrawings.categories)
  }

  /// The sets, with a notice about the files that `absent` misses.
  func source(insteadOf absent: DataFileError) throws -> DataSource {
    let training = 0..<options.builtInTraining
    let evaluation = training.upperBound..<training.upperBound + options.builtInEvaluation
    var source = DataSource(classes: classes)
    if options.use == .training { source.train = try set("training", training) }
    source.eval = try set("evaluation", evaluation)
    source.isBuiltIn = true
    source.notices = [
      "\(absent.file): \(absent.reason); using built-in drawings of "
        + "\(SyntheticDrawings.categories.count) categories instead (the real ones: "
        + "https://github.com/googlecreativelab/quickdraw-dataset, then `graphrun data prepare`)"
    ]
    return source
  }

  private func set(_ name: String, _ indices: Range<Int>) throws -> Dataset {
    let categories = SyntheticDrawings.categories
    let parts = Mutex([Int: Result<MemoryExamples, any Error>]())
    // A drawing takes about 0.1 ms, so that all cores shorten the start of a run.
    DispatchQueue.concurrentPerform(iterations: categories.count) { place in
      let part = Result { try drawings(of: categories[place], indices) }
      parts.withLock { $0[place] = part }
    }
    var examples = MemoryExamples()
    for place in categories.indices {
      if let part = parts.withLock({ $0[place] }) { examples.add(try part.get()) }
    }
    guard examples.count > 0 else {
      throw DataFileError(
        file: "built-in drawings",
        reason: "none of their categories is among the \(classes.count) classes of the network")
    }
    return Dataset(
      source: examples, classes: classes,
      name: "built-in \(name) drawings, seed \(options.builtInSeed)")
  }

  /// The drawings of a category with these numbers; none when the network does not know it.
  private func drawings(of category: String, _ indices: Range<Int>) throws -> MemoryExamples {
    var examples = MemoryExamples()
    guard let label = classes.index(of: category) else { return examples }
    var parser = NDJSONParser()
    var line: [UInt8] = []
    for index in indices {
      guard
        let drawing = SyntheticDrawings.drawing(
          category: category, index: index, seed: options.builtInSeed)
      else { continue }
      line.removeAll(keepingCapacity: true)
      DrawingWriter.append(drawing, to: &line)
      let read = try line.withUnsafeBytes { try parser.parse($0) }
      examples.add(read, normalize: normalize, label: label)
    }
    return examples
  }
}
