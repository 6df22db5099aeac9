import Foundation

/// A checkpoint that was found intact.
public struct Checkpoint: Sendable {
  /// The number of steps done.
  public let step: Int
  /// Its folder.
  public let path: String
  /// Every parameter and running statistic.
  public let weights: SafetensorsFile
  /// Every optimizer slot.
  public let optimizer: SafetensorsFile

  /// Opens a checkpoint's folder and checks every file against the manifest.
  ///
  /// - Throws: ``FileError`` that names what is missing or damaged.
  public init(_ folder: String) throws(FileError) {
    let manifest = try CheckpointManifest(in: folder)
    let needed = [FileName.weights, FileName.optimizer, FileName.state]
    for name in needed where !manifest.files.contains(where: { $0.name == name }) {
      throw FileError("\(folder)/\(CheckpointManifest.fileName)", "does not list `\(name)`")
    }
    try manifest.verify(in: folder)
    step = manifest.step
    path = folder
    weights = try SafetensorsFile("\(folder)/\(FileName.weights)")
    optimizer = try SafetensorsFile("\(folder)/\(FileName.optimizer)")
  }

  /// The rest of what was kept.
  ///
  /// - Throws: ``FileError`` when the file holds something else.
  public func state<State: Decodable>(as type: State.Type) throws(FileError) -> State {
    let path = "\(path)/\(FileName.state)"
    let bytes = try InputFile.contents(of: path)
    do {
      return try CheckpointCoding.decoder.decode(type, from: Data(bytes))
    } catch {
      throw FileError(path, "does not hold the expected state: \(error)")
    }
  }

  /// The files beside the manifest.
  enum FileName {
    static let weights = "weights.safetensors"
    static let optimizer = "optimizer.safetensors"
    static let state = "state.json"
  }
}
