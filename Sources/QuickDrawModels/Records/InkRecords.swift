import Runtime

/// Reads the drawings of one TFRecord file from front to back, checking everything.
public final class InkRecords {
  /// The file that is read.
  let file: InputFile
  private let reader: TFRecordReader
  private let fields: InkFields
  private let classCount: Int?
  private let sidecar: TFRecordSidecar?
  private var payload: [UInt8] = []

  /// Opens the file at `path`.
  ///
  /// - Parameters:
  ///   - path: a TFRecord file of `tf.train.Example`.
  ///   - fields: the names of the features.
  ///   - classCount: the number of classes; nil when records need no class.
  /// - Throws: `FileError` when the file cannot be opened, `DataFileError` when it has not the size
  ///   that its sidecar gives.
  public init(path: String, fields: InkFields = InkFields(), classCount: Int?) throws {
    file = try InputFile(path)
    reader = TFRecordReader(file)
    self.fields = fields
    self.classCount = classCount
    sidecar = try TFRecordSidecar.read(of: path)
    if let sidecar, sidecar.bytes != UInt64(file.size) {
      throw DataFileError(
        file: path,
        reason: "has \(file.size) bytes, but \(TFRecordSidecar.path(of: path)) says "
          + "\(sidecar.bytes)",
        hint: "the file was cut off or replaced; write it again, or remove the .json file")
    }
  }

  /// The next drawing.
  ///
  /// - Returns: The drawing and its place, or nil at the end of the file.
  /// - Throws: `DataFileError` naming file, record, byte and reason when the record is damaged or
  ///   no drawing.
  public func next() throws -> (example: InkExample, place: TFRecordReader.Place)? {
    guard let place = try reader.next(into: &payload) else {
      try checkEnd()
      return nil
    }
    let example = try Self.decode(
      payload, at: place, of: reader.path, fields: fields, classCount: classCount)
    return (example, place)
  }

  /// Passes over the next record, checking its header only.
  ///
  /// - Returns: The record's place, or nil at the end of the file.
  /// - Throws: `DataFileError` when the header is damaged or the file is cut off.
  public func skip() throws -> TFRecordReader.Place? {
    let place = try reader.skip()
    if place == nil { try checkEnd() }
    return place
  }

  /// Decodes the payload of the record at `place` of the file at `path`.
  static func decode(
    _ payload: [UInt8], at place: TFRecordReader.Place, of path: String, fields: InkFields,
    classCount: Int?
  ) throws -> InkExample {
    do {
      return try InkExample(payload: payload, fields: fields, classCount: classCount)
    } catch let refusal as InkExample.Refusal {
      throw DataFileError(
        file: path, place: .record(place.number, offset: place.offset), reason: refusal.reason)
    }
  }

  private func checkEnd() throws {
    guard let sidecar, sidecar.records != reader.number else { return }
    throw DataFileError(
      file: reader.path,
      reason: "has \(reader.number) records, but \(TFRecordSidecar.path(of: reader.path)) says "
        + "\(sidecar.records)",
      hint: "the file was replaced; write it again, or remove the .json file")
  }
}
