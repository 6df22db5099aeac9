import Kernels
import Runtime

/// What a receipt keeps of a file.
public struct FileRecord: Sendable, Equatable {
  /// The path under which it was opened.
  public let path: String
  /// The size in bytes.
  public let bytes: Int
  /// The SHA-256 digest as hexadecimal digits.
  public let sha256: String

  /// The file's own name.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Contents that were read already.
  init(_ path: String, contents: [UInt8]) {
    self.path = path
    bytes = contents.count
    sha256 = contents.withUnsafeBytes { SHA256.hexadecimal(of: $0) }
  }

  /// Reads a file.
  init(reading path: String) throws(FileError) {
    let file = try InputFile(path)
    self.path = path
    bytes = file.size
    sha256 = try file.sha256()
  }

  /// Reads files on all threads.
  ///
  /// - Throws: `FileError` of the first that cannot be read.
  static func reading(_ paths: [String]) throws -> [FileRecord] {
    var results = [Result<FileRecord, FileError>?](repeating: nil, count: paths.count)
    results.withUnsafeMutableBufferPointer { results in
      // Each index is one thread's alone.
      nonisolated(unsafe) let results = results
      WorkerPool.shared.run(count: paths.count) { index in
        do throws(FileError) {
          results[index] = .success(try FileRecord(reading: paths[index]))
        } catch {
          results[index] = .failure(error)
        }
      }
    }
    return try results.compactMap { try $0?.get() }
  }

  /// What a receipt says; nil when it says something else.
  init?(_ json: JSONValue) {
    guard let path = json["path"]?.string, let bytes = json["bytes"]?.integer,
      let sha256 = json["sha256"]?.string
    else { return nil }
    (self.path, self.bytes, self.sha256) = (path, bytes, sha256)
  }

  /// What a receipt keeps.
  var json: JSONValue {
    ["path": .string(path), "bytes": .integer(bytes), "sha256": .string(sha256)]
  }
}
