import Foundation
import Runtime

/// The folder of expected numbers that others computed.
///
/// It is named by the environment variable `GRAPHRUN_ORACLES`; without one it is `shared/oracles`
/// beside the package. Tests run whatever cases they find in it.
public enum Oracles {
  /// The folder, or nil (after printing a line) when there is none.
  public static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["GRAPHRUN_ORACLES"]
    let folder = named.map { URL(fileURLWithPath: $0) } ?? besidePackage
    if exists(folder) { return folder }
    print("oracles: no folder \(folder.path); set GRAPHRUN_ORACLES")
    return nil
  }()

  /// A file or folder of the oracles, or nil (after printing a line) when it is missing.
  public static func url(_ path: String) -> URL? {
    guard let url = folder?.appending(path: path) else { return nil }
    if exists(url) { return url }
    print("oracles: no \(path)")
    return nil
  }

  /// A JSON file of the oracles, or nil (after printing a line) when it is missing.
  ///
  /// - Throws: ``FileError`` when it cannot be read or is not JSON.
  public static func json(_ path: String) throws(FileError) -> JSONValue? {
    guard let url = url(path) else { return nil }
    do {
      return try JSONValue(parsing: try InputFile.contents(of: url.path))
    } catch let error as JSONError {
      throw error.within(url.path)
    } catch let error as FileError {
      throw error
    } catch {
      throw FileError(url.path, "\(error)")
    }
  }

  /// The names in a folder of the oracles, sorted; empty (after printing a line) without one.
  public static func files(in path: String, ending: String = "") throws -> [URL] {
    guard let url = url(path) else { return [] }
    return try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasSuffix(ending) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  /// The families of a set such as `gradients` or `onnx-node`, sorted by name.
  ///
  /// - Throws: ``FileError`` when a family is malformed.
  public static func families(in set: String) throws -> [OracleFamily] {
    let families = try files(in: set, ending: ".json")
      .filter { exists($0.deletingPathExtension().appendingPathExtension("safetensors")) }
      .map { try OracleFamily(set, $0.deletingPathExtension().lastPathComponent) }
    if families.isEmpty { print("oracles: no families in \(set)") }
    return families
  }

  private static var besidePackage: URL {
    var package = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { package.deleteLastPathComponent() }
    return package.deletingLastPathComponent().appending(path: "shared/oracles")
  }

  private static func exists(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: url.path)
  }
}
