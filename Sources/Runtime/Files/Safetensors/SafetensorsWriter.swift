import Foundation

/// Writes tensors in the safetensors format: F32, sorted by name, data from a multiple of 8 bytes.
public enum SafetensorsWriter {
  /// Writes a whole file and brings it to the disk.
  ///
  /// It replaces the file in place: a crash meanwhile leaves an unreadable one.
  ///
  /// - Parameters:
  ///   - tensors: The tensors in any order.
  ///   - metadata: Free strings for the header.
  ///   - path: The file, which is replaced.
  /// - Returns: The size and the digest.
  /// - Throws: ``FileError`` when two tensors have the same name or the file cannot be written.
  @discardableResult
  public static func write(
    _ tensors: [NamedTensor], metadata: [String: String] = [:], to path: String
  ) throws(FileError) -> OutputFile.Receipt {
    let sorted = tensors.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let header = try header(sorted, metadata, path)
    let file = try OutputFile(creating: path)
    try file.write(header)
    for tensor in sorted {
      try tensor.values.withUnsafeBufferPointer { (values) throws(FileError) in
        try file.write(UnsafeRawBufferPointer(values))
      }
    }
    return try file.finish()
  }

  /// Writes beside a file, to the disk, and takes its place: a reader, or a crash, sees the old
  /// contents or the new.
  ///
  /// - Parameters:
  ///   - tensors: The tensors in any order.
  ///   - metadata: Free strings for the header.
  ///   - path: The file.
  /// - Throws: ``FileError`` as for `write`; the file is then as it was.
  public static func replace(
    _ tensors: [NamedTensor], metadata: [String: String] = [:], at path: String
  ) throws(FileError) {
    let beside = path + ".tmp"
    do throws(FileError) {
      try write(tensors, metadata: metadata, to: beside)
      try FileSystem.rename(beside, to: path)
    } catch {
      // The first error is the one to report.
      unlink(beside)
      throw error
    }
    let folder = (path as NSString).deletingLastPathComponent
    try FileSystem.syncFolder(folder.isEmpty ? "." : folder)
  }

  private static func header(
    _ sorted: [NamedTensor], _ metadata: [String: String], _ path: String
  ) throws(FileError) -> [UInt8] {
    for (tensor, next) in zip(sorted, sorted.dropFirst())
    where tensor.name.utf8.elementsEqual(next.name.utf8) {
      throw FileError(path, "two tensors are called `\(tensor.name)`")
    }
    if let reserved = sorted.first(where: { $0.name == "__metadata__" }) {
      throw FileError(path, "no tensor can be called `\(reserved.name)`")
    }
    var members: [JSONObject.Member] = []
    if !metadata.isEmpty {
      let strings = metadata.sorted { $0.key < $1.key }.map {
        JSONObject.Member(name: $0.key, value: .string($0.value))
      }
      members.append(JSONObject.Member(name: "__metadata__", value: .object(JSONObject(strings))))
    }
    var offset = 0
    for tensor in sorted {
      let end = offset + tensor.values.count * MemoryLayout<Float>.size
      let entry: JSONValue = [
        "dtype": .string(SafetensorsType.f32.rawValue),
        "shape": .array(tensor.shape.map { .integer($0) }),
        "data_offsets": [.integer(offset), .integer(end)],
      ]
      members.append(JSONObject.Member(name: tensor.name, value: entry))
      offset = end
    }
    var text = Array(JSONValue.object(JSONObject(members)).description.utf8)
    text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    let length = UInt64(text.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) } + text
  }
}
