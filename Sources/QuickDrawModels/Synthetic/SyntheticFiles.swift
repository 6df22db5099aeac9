import Foundation
import Runtime

/// Made-up drawings as ndjson files, one a category, named after it.
public struct SyntheticFiles: Sendable {
  private let categories: [String]
  private let count: Int
  private let seed: UInt64

  /// The files with the first `count` drawings of each of `categories`.
  public init(categories: [String], count: Int, seed: UInt64) {
    self.categories = categories
    self.count = count
    self.seed = seed
  }

  /// Writes the files; each appears when it is complete.
  ///
  /// - Parameters:
  ///   - folder: Made when it is not there.
  ///   - replacing: Whether files that are there already are replaced.
  ///   - progress: Called now and then with the drawings written and in all; when it throws, the file
  ///     that was being written does not appear.
  /// - Returns: The paths.
  /// - Throws: `FileError` when a file is there already or cannot be written.
  public func write(
    to folder: String, replacing: Bool = false,
    progress: (Int, Int) throws -> Void = { _, _ in }
  ) throws -> [String] {
    let paths = categories.map { FilePattern.join(folder, "\($0).ndjson") }
    if !replacing, let path = paths.first(where: FileManager.default.fileExists(atPath:)) {
      throw FileError(
        path, "is there already",
        hint: "name another folder, or say `--force` to replace the files",
        kind: .output)
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FileError(
        folder, "cannot create the folder: \(error.localizedDescription)", kind: .output)
    }
    for (number, (category, path)) in zip(categories, paths).enumerated() {
      let file = try StagedFile(path: path)
      var line: [UInt8] = []
      for index in 0..<count {
        if index.isMultiple(of: 256) {
          try progress(number * count + index, categories.count * count)
        }
        guard
          let drawing = SyntheticDrawings.drawing(category: category, index: index, seed: seed)
        else { throw FileError(path, "there is no category `\(category)` to draw") }
        line.removeAll(keepingCapacity: true)
        DrawingWriter.append(drawing, to: &line)
        line.append(UInt8(ascii: "\n"))
        try line.withUnsafeBytes { try file.append($0) }
      }
      try file.commit()
    }
    return paths
  }
}
