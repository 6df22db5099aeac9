import Foundation

/// The package as it lies on the disk.
public enum Repository {
  /// The folder with `Package.swift`.
  public static let root: URL = {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder
  }()

  /// A model file that comes with the program.
  public static func model(_ name: String) -> String {
    root.appending(path: "models/\(name).yaml").path
  }

  /// The names of the model files that come with the program, without their ending, sorted.
  public static func models() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "models").path)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }
}
