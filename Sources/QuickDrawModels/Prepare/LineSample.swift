import Runtime

/// A random sample of the drawings of each class in ndjson files.
///
/// Every drawing of a class has the same chance, and no more than the sample is remembered, however
/// many there are (Vitter's algorithm R). The sample depends on the seed and on the lines of the
/// class in the order of the files, not on other classes.
struct LineSample {
  /// Where a chosen drawing lies.
  struct Place: Equatable {
    let file: UInt32
    let line: UInt32
    let offset: Int
    let length: UInt32
  }

  /// What was seen of one class.
  struct Class {
    var random: SplitMix64
    /// How many drawings there were.
    var seen = 0
    var places: [Place] = []
  }

  /// The classes by name.
  private(set) var classes: [String: Class] = [:]
  /// The lines that were no drawings.
  private(set) var skips = SkipReport()

  private let limit: Int
  private let seed: UInt64

  /// A sample of at most `limit` drawings a class.
  init(limit: Int, seed: UInt64) {
    self.limit = limit
    self.seed = seed
  }

  /// Reads all drawings of `paths`.
  ///
  /// - Parameters:
  ///   - paths: the files; places name them by their index.
  ///   - options: how to read them.
  ///   - report: called now and then with the number of bytes of the file that are done.
  /// - Throws: `DrawingError` when a file cannot be read, or for the first bad line when strict;
  ///   what `report` throws.
  mutating func read(
    _ paths: [String], _ options: DrawingReader.Options,
    report: (_ file: Int, _ bytes: Int) throws -> Void
  ) throws {
    var drawing = Drawing()
    for (file, path) in paths.enumerated() {
      let reader = try DrawingReader(path: path, options: options)
      while try reader.next(into: &drawing) {
        if let word = drawing.word { add(word, file: file, reader.place) }
        if reader.skips.kept.isMultiple(of: 4096) { try report(file, reader.place.offset) }
      }
      skips.merge(reader.skips)
    }
  }

  private mutating func add(_ word: String, file: Int, _ place: DrawingReader.Place) {
    classes[word, default: Class(random: SplitMix64(seed: seed, text: word, index: 0))]
      .add(
        Place(
          file: UInt32(clamping: file), line: UInt32(clamping: place.line), offset: place.offset,
          length: UInt32(clamping: place.length)), limit: limit)
  }
}

extension LineSample.Class {
  /// Counts one more drawing and keeps it with the chance that all have.
  fileprivate mutating func add(_ place: LineSample.Place, limit: Int) {
    seen += 1
    if places.count < limit {
      places.append(place)
      return
    }
    let slot = random.below(seen)
    if slot < limit { places[slot] = place }
  }
}
