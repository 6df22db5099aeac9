import Runtime

/// Drawings of ndjson files, kept in memory or as places in the files.
enum LineSet {
  case memory(MemoryExamples)
  case index(LineExamples)

  /// The set as a source.
  var source: any ExampleSource {
    switch self {
    case .memory(let examples): examples
    case .index(let examples): examples
    }
  }

  /// Says that the drawings to come are in `file`.
  mutating func open(_ file: InputFile) {
    guard case .index(var examples) = self else { return }
    self = .memory(MemoryExamples())
    examples.index.open(file)
    self = .index(examples)
  }

  /// Adds a drawing and where it was read.
  mutating func add(
    _ drawing: Drawing, at place: DrawingReader.Place, normalize: Ink.Normalization, label: Int
  ) {
    switch self {
    case .memory(var examples):
      // What `self` holds is let go first, so that nothing is copied.
      self = .memory(MemoryExamples())
      examples.add(drawing, normalize: normalize, label: label)
      self = .memory(examples)
    case .index(var examples):
      self = .memory(MemoryExamples())
      examples.add(place, label: label)
      self = .index(examples)
    }
  }

  /// Replaces every class `c` by `places[c]`.
  mutating func relabel(_ places: [Int32]) {
    switch self {
    case .memory(var examples):
      examples.relabel(places)
      self = .memory(examples)
    case .index(var examples):
      examples.relabel(places)
      self = .index(examples)
    }
  }
}
