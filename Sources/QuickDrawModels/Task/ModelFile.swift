import Foundation

/// Finds model files: the user's own by path, those that come with the program by name.
public enum ModelFile {
  /// The path of a model file.
  ///
  /// A path that exists is taken as it is. Otherwise a bare name such as `quickdraw.yaml` is looked
  /// for in `models/` here, and in `share/graphrun/models` beside the installed program.
  public static func path(of name: String) -> String {
    let files = FileManager.default
    guard !name.contains("/"), !files.fileExists(atPath: name) else { return name }
    return folders.map { "\($0)/\(name)" }.first { files.fileExists(atPath: $0) } ?? name
  }

  /// The models that are found by their names from here, sorted, with their paths.
  public static var shipped: [(name: String, path: String)] {
    var models: [String: String] = [:]
    for folder in folders {
      for name in names(in: folder) where models[name] == nil { models[name] = "\(folder)/\(name)" }
    }
    return models.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The YAML files in a folder, sorted; none where there is no such folder.
  public static func names(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted()
  }

  /// Where models and libraries of blocks are that come with the program, the first looked at first.
  public static var folders: [String] { ["models"] + (installed.map { [$0] } ?? []) }

  /// The folder of the models that were installed with the program.
  private static var installed: String? {
    guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    else { return nil }
    let prefix = URL(filePath: program).deletingLastPathComponent().deletingLastPathComponent()
    return prefix.appending(path: "share/graphrun/models").path
  }
}
