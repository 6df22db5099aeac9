import Foundation
import Runtime

/// Opens ndjson files as sets.
///
/// Without evaluation files every 5th drawing of each class, counted over all files, is held out.
struct LineLoader {
  private let layout: DataLayout
  private let options: DataOptions
  private let byteCount: Int
  private var words: WordTable
  private var skips = SkipReport()
  private var train: LineSet
  private var eval: LineSet

  /// The sets a drawing can go to.
  private enum Part { case train, eval, neither }

  /// A loader for the files of `layout`.
  init(layout: DataLayout, options: DataOptions) throws {
    self.layout = layout
    self.options = options
    byteCount = try (layout.train + layout.eval).reduce(0) { $0 + (try InputFile($1).size) }
    let listed = try layout.classes.map { try ClassList(path: $0) }
    words = WordTable(known: options.classes ?? listed)
    let description = layout.description
    let empty =
      byteCount > options.memoryLimit
      ? LineSet.index(LineExamples(keys: description.keys, normalize: description.normalize))
      : LineSet.memory(MemoryExamples())
    (train, eval) = (empty, empty)
  }

  /// The sets that `options.use` asks for.
  mutating func source() throws -> DataSource {
    let wanted: Part = options.use == .evaluation ? .neither : .train
    let isSplit = layout.eval.isEmpty
    switch options.use {
    case .everything:
      try read(layout.train) { _ in .eval }
    case .training, .evaluation:
      // Without a known list even files that are not wanted decide about the classes.
      if wanted == .train || isSplit || words.known == nil {
        try read(layout.train) { isSplit && $0 % 5 == 4 ? .eval : wanted }
      }
    }
    try read(layout.eval) { _ in .eval }
    return try finish()
  }

  private mutating func read(_ paths: [String], assign: (Int) -> Part) throws {
    let description = layout.description
    let reading = DrawingReader.Options(keys: description.keys, strict: options.isStrict)
    var drawing = Drawing()
    for path in paths {
      let reader = try DrawingReader(path: path, options: reading)
      let file = try InputFile(path)
      train.open(file)
      eval.open(file)
      while try reader.next(into: &drawing) {
        guard let word = drawing.word, let (number, ordinal) = words.take(word) else { continue }
        let normalize = description.normalize
        switch assign(ordinal) {
        case .train:
          train.add(drawing, at: reader.place, normalize: normalize, label: number)
        case .eval:
          eval.add(drawing, at: reader.place, normalize: normalize, label: number)
        case .neither: break
        }
      }
      skips.merge(reader.skips)
    }
  }

  private mutating func finish() throws -> DataSource {
    let paths = layout.train + layout.eval
    let name = RecordLoader.name(paths)
    guard train.source.count + eval.source.count > 0 else {
      let why = words.unknownNotice ?? (skips.skipped > 0 ? skips.description : nil)
      throw DataFileError(file: name, reason: "there are no drawings", hint: why)
    }
    let (classes, places) = try words.classes()
    train.relabel(places)
    eval.relabel(places)
    func set(_ part: LineSet) -> Dataset? {
      guard part.source.count > 0 else { return nil }
      return Dataset(
        source: part.source, classes: classes, name: name, files: paths, byteCount: byteCount)
    }
    var source = DataSource(classes: classes)
    source.train = set(train)
    source.eval = set(eval)
    source.skips = skips
    if let notice = words.unknownNotice { source.notices.append(notice) }
    if layout.eval.isEmpty, options.use != .everything {
      source.notices.append("every 5th drawing of each class is held out for evaluation")
    }
    return source
  }
}
