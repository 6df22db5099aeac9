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
    let folders = ["models"] + (installed.map { [$0] } ?? [])
    return folders.map { "\($0)/\(name)" }.first { files.fileExists(atPath: $0) } ?? name
  }

  /// The folder of the models that were installed with the program.
  private static var installed: String? {
    guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    else { return nil }
    let prefix = URL(filePath: program).deletingLastPathComponent().deletingLastPathComponent()
    return prefix.appending(path: "share/graphrun/models").path
  }
}
