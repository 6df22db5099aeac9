import Foundation
import Runtime

/// A path in which `?` stands for one character and `*` for any number of them, but for `/`.
struct FilePattern {
  /// The pattern as the user wrote it.
  let text: String

  /// The files that match, sorted by their bytes; names that start with a dot only match a dot.
  ///
  /// - Parameter folder: where a pattern that is not absolute starts.
  /// - Returns: Their paths, which start with `folder` unless that is the working directory.
  func files(in folder: String) -> [String] {
    var found = [text.hasPrefix("/") ? "/" : folder]
    for part in text.split(separator: "/") {
      found = found.flatMap { Self.expand(String(part), in: $0) }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func expand(_ part: String, in folder: String) -> [String] {
    func joined(_ name: String) -> String { FilePattern.join(folder, name) }
    guard part.contains("*") || part.contains("?") else {
      return FileManager.default.fileExists(atPath: joined(part)) ? [joined(part)] : []
    }
    // A folder that cannot be listed holds no match; the caller names the pattern.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let letters = Array(part)
    return names.filter { $0.hasPrefix(".") == part.hasPrefix(".") && matches($0, letters) }
      .map(joined)
  }

  /// Whether `name` matches a pattern without `/`.
  static func matches(_ name: String, _ pattern: [Character]) -> Bool {
    let letters = Array(name)
    var (place, spot) = (0, 0)
    // The last star seen and how far the name had been read then, to give it one letter more.
    var star: (spot: Int, place: Int)?
    while place < letters.count {
      if spot < pattern.count, pattern[spot] == "*" {
        star = (spot, place)
        spot += 1
      } else if spot < pattern.count, pattern[spot] == "?" || pattern[spot] == letters[place] {
        place += 1
        spot += 1
      } else if let last = star {
        star = (last.spot, last.place + 1)
        place = last.place + 1
        spot = last.spot + 1
      } else {
        return false
      }
    }
    return pattern[spot...].allSatisfy { $0 == "*" }
  }

  /// The path of `name` in `folder`, `name` itself when it is absolute.
  static func join(_ folder: String, _ name: String) -> String {
    if name.hasPrefix("/") || folder.isEmpty || folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
