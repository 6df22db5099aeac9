import Runtime

/// Drawings in TFRecord files, read when they are asked for.
struct RecordExamples: ExampleSource {
  let fields: InkFields
  let classCount: Int?
  var index = FileIndex()

  var count: Int { index.count }

  /// The payload's bytes: 12 a point beside what all records have in common.
  func size(of example: Int) -> Int { index.length(of: example) }

  func reader() -> any ExampleReader { Reader(source: self) }

  mutating func add(_ place: TFRecordReader.Place) {
    index.add(number: place.number, offset: Int(place.offset), length: place.length)
  }

  private struct Reader: ExampleReader {
    let source: RecordExamples
    var payload: [UInt8] = []

    mutating func append(_ index: Int, to points: inout [Float]) throws -> Int? {
      let place = source.index.place(of: index)
      let record = TFRecordReader.Place(
        number: place.number, offset: UInt64(place.offset), length: place.length)
      try TFRecordReader.read(record, of: place.file, into: &payload)
      let example = try InkRecords.decode(
        payload, at: record, of: place.file.path, fields: source.fields,
        classCount: source.classCount)
      points.append(contentsOf: example.ink)
      return example.classIndex
    }
  }
}
