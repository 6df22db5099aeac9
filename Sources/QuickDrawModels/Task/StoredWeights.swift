import Foundation
import Runtime

/// The weights to which a path leads, with or without a model that they are for.
public struct StoredWeights: Sendable {
  /// The tensors.
  public let file: SafetensorsFile
  /// The steps after which they were saved; nil for a file that is no checkpoint's.
  public let step: Int?
  /// What the user should be told, a sentence each.
  public let notices: [String]

  /// Finds weights and checks what can be checked without reading their elements.
  ///
  /// - Parameter path: A run's folder, of which the newest intact checkpoint is taken, the folder of
  ///   a checkpoint, or a safetensors file.
  /// - Throws: `FileError` when there are none, or when they are damaged.
  public init(_ path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileError(
        path, "there are no such weights",
        hint: "name a run's folder, the folder of a checkpoint, or a safetensors file",
        kind: .input)
    }
    guard isFolder.boolValue else {
      file = try SafetensorsFile(path)
      (step, notices) = (nil, [])
      return
    }
    let found = try FoundCheckpoint(path)
    file = found.checkpoint.weights
    step = found.checkpoint.step
    notices = found.notices
  }
}
