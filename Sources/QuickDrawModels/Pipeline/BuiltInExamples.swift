/// Generated drawings, each made when it is asked for and then kept.
///
/// They are written as lines of ndjson and read back like real ones. A drawing depends on the seed
/// and its place alone, whoever asks first and whether or not it is still kept.
struct BuiltInExamples: ExampleSource {
  /// A category that is drawn, and its class.
  struct Part: Sendable {
    let recipe: SketchRecipe
    let label: Int
  }

  private let parts: [Part]
  private let numbers: Range<Int>
  private let seed: UInt64
  private let normalize: Ink.Normalization
  private let cache: RowCache

  /// The drawings `numbers` of every part, one part after the other.
  ///
  /// - Parameters:
  ///   - parts: The categories.
  ///   - numbers: Which drawings of each category.
  ///   - seed: Which set of drawings.
  ///   - normalize: How coordinates are scaled.
  ///   - memoryLimit: The bytes of rows to keep.
  init(
    _ parts: [Part], numbers: Range<Int>, seed: UInt64, normalize: Ink.Normalization,
    memoryLimit: Int
  ) {
    self.parts = parts
    self.numbers = numbers
    self.seed = seed
    self.normalize = normalize
    cache = RowCache(memoryLimit: memoryLimit)
  }

  var count: Int { parts.count * numbers.count }

  /// The numbers of the drawing's rows, for which it has to be made.
  ///
  /// Only buckets ask for it; all other orders leave the drawings alone until their turn.
  func size(of index: Int) -> Int {
    if let size = cache.size(of: index) { return size }
    var rows: [Float] = []
    var reader = Reader(source: self)
    // A drawing that cannot be read has no rows here; whoever reads it is told why.
    _ = try? reader.append(index, to: &rows)
    return rows.count
  }

  func reader() -> any ExampleReader { Reader(source: self) }

  func drawing(at index: Int) -> Drawing? {
    let (place, number) = index.quotientAndRemainder(dividingBy: numbers.count)
    return made(parts[place], number)
  }

  private func made(_ part: Part, _ number: Int) -> Drawing {
    SyntheticDrawings.drawing(part.recipe, index: numbers.lowerBound + number, seed: seed)
  }

  private struct Reader: ExampleReader {
    let source: BuiltInExamples
    var parser = NDJSONParser()
    var line: [UInt8] = []
    var drawing = Drawing()

    mutating func append(_ index: Int, to points: inout [Float]) throws -> Int? {
      let (place, number) = index.quotientAndRemainder(dividingBy: source.numbers.count)
      let part = source.parts[place]
      guard !source.cache.append(index, to: &points) else { return part.label }
      let made = source.made(part, number)
      line.removeAll(keepingCapacity: true)
      DrawingWriter.append(made, to: &line)
      try line.withUnsafeBytes { try parser.parse($0, into: &drawing) }
      let start = points.count
      Ink.append(drawing, normalize: source.normalize, to: &points)
      source.cache.keep(points[start...], at: index)
      return part.label
    }
  }
}
