import Runtime

/// Writes chosen lines of ndjson files as the shards of a set.
struct RecordSetWriter {
  private let files: [InputFile]
  private let options: PrepareOptions
  private var parser: NDJSONParser
  private var done = 0

  /// A writer for lines of the files at `paths`.
  ///
  /// - Throws: `FileError` when a file cannot be opened.
  init(paths: [String], options: PrepareOptions) throws {
    files = try paths.map { try InputFile($0) }
    self.options = options
    parser = NDJSONParser(keys: options.keys)
  }

  /// Writes `entries` in their order, the first part of them into the first shard.
  ///
  /// - Parameters:
  ///   - entries: the drawings.
  ///   - base: the set's name, such as `training.tfrecord`.
  ///   - folder: where the shards come.
  ///   - report: called now and then with the number of records written by this writer.
  /// - Returns: The names of the shards; none for an empty set.
  /// - Throws: `DataFileError` when a line changed meanwhile, `FileError` when the disk is full.
  mutating func write(
    _ entries: [Selection.Entry], base: String, in folder: String,
    report: (Int) throws -> Void
  ) throws -> [String] {
    guard !entries.isEmpty else { return [] }
    var names: [String] = []
    for shard in 0..<options.shards {
      let name = ShardName.path(base, shard, of: options.shards)
      let writer = try TFRecordWriter(path: "\(folder)/\(name)")
      let first = entries.count * shard / options.shards
      let end = entries.count * (shard + 1) / options.shards
      for entry in entries[first..<end] {
        let example = InkExample(ink: try ink(of: entry.place), classIndex: Int(entry.label))
        try writer.append(try example.payload(fields: options.fields))
        done += 1
        if done.isMultiple(of: 1024) { try report(done) }
      }
      try writer.finish()
      names.append(name)
    }
    try report(done)
    return names
  }

  private mutating func ink(of place: LineSample.Place) throws -> [Float] {
    let file = files[Int(place.file)]
    let line = try file.read(Int(place.length), at: place.offset)
    do {
      let drawing = try line.withUnsafeBytes { try parser.parse($0) }
      return Ink.points(of: drawing, normalize: options.normalize)
    } catch let error as DrawingError {
      throw DataFileError(
        file: file.path, place: .line(Int(place.line)),
        reason: "changed while the records were made: \(error.message)")
    }
  }
}
