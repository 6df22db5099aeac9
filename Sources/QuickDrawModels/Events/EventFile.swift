import Foundation
import Runtime

/// The file of a run that TensorBoard reads: a TFRecord file of `tensorflow.Event`, whose name holds
/// `tfevents`.
final class EventFile {
  /// What a name must hold for TensorBoard to read the file.
  private static let mark = "tfevents"

  private let file: AppendedFile

  private init(_ file: AppendedFile) { self.file = file }

  /// A new file in a run's folder.
  ///
  /// - Throws: `FileError` when it cannot be written.
  static func create(in folder: String) throws -> EventFile {
    let file = EventFile(try AppendedFile(name(in: folder, after: [])))
    try file.append(.version())
    return file
  }

  /// A new file with the events of an earlier one up to `step`, which is removed.
  ///
  /// TensorBoard has no way to take events back, so a run that goes on from a checkpoint leaves those
  /// behind it out.
  ///
  /// - Parameters:
  ///   - folder: The run's folder.
  ///   - step: The step from which the run goes on.
  ///   - ends: Tags that only the end of a run has, and which are left out.
  /// - Returns: The file, or nil when there is none to go on from; and what is wrong with an earlier
  ///   one, whose events behind the damage are lost.
  /// - Throws: `FileError` when a file cannot be read or written.
  static func resume(
    in folder: String, after step: Int, ends: Set<String>
  ) throws -> (file: EventFile?, damage: DataFileError?) {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.contains(mark) }.sorted()
    // A crash between renaming and removing leaves two, of which the newer has everything.
    guard let last = names.last else { return (nil, nil) }
    let path = name(in: folder, after: names)
    let copy = try StagedFile(path: path, temporary: "\(folder)/.events.tmp")
    let damage = try copyEvents(of: "\(folder)/\(last)", after: step, ends: ends, into: copy)
    try copy.commit()
    for name in names { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
    return (EventFile(try AppendedFile(path)), damage)
  }

  /// Appends an event.
  ///
  /// - Throws: `FileError` when the disk is full, among others.
  func append(_ event: Tensorflow_Event) throws {
    try file.append(TFRecordFrame.bytes(of: try event.serializedBytes()))
  }

  /// Brings every event to the disk.
  ///
  /// - Throws: `FileError` when the disk reports an error.
  func sync() throws { try file.sync() }

  private static func copyEvents(
    of path: String, after step: Int, ends: Set<String>, into copy: StagedFile
  ) throws -> DataFileError? {
    let reader = try TFRecordReader(path: path)
    var payload: [UInt8] = []
    do {
      while let place = try reader.next(into: &payload) {
        guard let event = try? Tensorflow_Event(serializedBytes: payload) else {
          return DataFileError(
            file: path, place: .record(place.number, offset: place.offset),
            reason: "is no event of TensorBoard")
        }
        let isEnd = event.summary.value.contains { ends.contains($0.tag) }
        guard event.step <= Int64(step), !isEnd else { continue }
        try TFRecordFrame.bytes(of: payload).withUnsafeBytes { try copy.append($0) }
      }
      return nil
    } catch let error as DataFileError {
      return error
    }
  }

  /// `events.out.tfevents.<seconds>.<host>.<process>.v2`, which sorts behind `earlier`.
  private static func name(in folder: String, after earlier: [String]) -> String {
    let begin = "events.out.\(mark)."
    let times = earlier.compactMap {
      Int($0.dropFirst(begin.count).prefix { $0.isNumber })
    }
    let time = max(Int(Date().timeIntervalSince1970), (times.max() ?? 0) + 1)
    var host = [CChar](repeating: 0, count: 256)
    let length = gethostname(&host, host.count - 1) == 0 ? host.firstIndex(of: 0) ?? 0 : 0
    let name = String(decoding: host[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let safe = name.replacing("/", with: "-")
    return "\(folder)/\(begin)\(time).\(safe.isEmpty ? "localhost" : safe).\(getpid()).v2"
  }
}
