import Runtime

/// Drawings in lines of ndjson files, read when they are asked for.
struct LineExamples: ExampleSource {
  let keys: DrawingKeys
  let normalize: Ink.Normalization
  var index = FileIndex()
  /// For each drawing its class, or -1.
  var labels: [Int32] = []

  var count: Int { index.count }

  /// The line's bytes, which grow with the points, if not in step.
  func size(of example: Int) -> Int { index.length(of: example) }

  func reader() -> any ExampleReader {
    Reader(source: self, parser: NDJSONParser(keys: keys, requireWord: false))
  }

  func drawing(at index: Int) throws -> Drawing? {
    let place = self.index.place(of: index)
    let line = try place.file.read(place.length, at: place.offset)
    var parser = NDJSONParser(keys: keys, requireWord: false)
    var drawing = Drawing()
    try line.withUnsafeBytes { try parser.parse($0, into: &drawing) }
    return drawing
  }

  mutating func add(_ place: DrawingReader.Place, label: Int?) {
    index.add(number: place.line, offset: place.offset, length: place.length)
    labels.append(label.flatMap(Int32.init(exactly:)) ?? -1)
  }

  /// Replaces every class `c` by `places[c]`.
  mutating func relabel(_ places: [Int32]) {
    for index in labels.indices where labels[index] >= 0 {
      labels[index] = places[Int(labels[index])]
    }
  }

  private struct Reader: ExampleReader {
    let source: LineExamples
    var parser: NDJSONParser
    var line: [UInt8] = []
    var drawing = Drawing()

    mutating func append(_ index: Int, to points: inout [Float]) throws -> Int? {
      let place = source.index.place(of: index)
      line = try place.file.read(place.length, at: place.offset)
      do {
        try line.withUnsafeBytes { try parser.parse($0, into: &drawing) }
      } catch let error as DrawingError {
        throw DataFileError(
          file: place.file.path, place: .line(place.number),
          reason: "changed since it was opened: \(error.message)")
      }
      Ink.append(drawing, normalize: source.normalize, to: &points)
      return source.labels[index] < 0 ? nil : Int(source.labels[index])
    }
  }
}
