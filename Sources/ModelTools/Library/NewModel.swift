import Foundation
import GraphDSL
import QuickDrawModels
import Runtime

/// A model file to begin with: a small one, or a copy of another under a new name.
public struct NewModel: Sendable {
  /// Why there is no such file.
  public struct Problem: Error, CustomStringConvertible {
    public let description: String
  }

  /// Where it is to be written; ends with `.yaml`.
  public let path: String
  /// What the model is called.
  public let name: String

  /// A model called as the last part of `path`.
  ///
  /// - Throws: ``Problem`` when that is no name for files and runs.
  public init(path: String) throws(Problem) {
    self.path = path.hasSuffix(".yaml") ? path : path + ".yaml"
    name = String(URL(fileURLWithPath: self.path).lastPathComponent.dropLast(5))
    let isPlain = name.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-.".unicodeScalars.contains($0))
    }
    guard isPlain, let first = name.unicodeScalars.first, first.properties.isAlphabetic else {
      throw Problem(
        description: "`\(DisplayText.escaped(name))` is no name for a model: it starts with a "
          + "letter and has letters, digits, `_`, `-` and `.`")
    }
  }

  /// The text of a small model that trains on built-in drawings.
  public var starter: String { NewModelText.starter.replacing("NAME", with: name) }

  /// The text of another model file under this name; what it extends and uses is found from the new
  /// place.
  ///
  /// - Parameter source: The other file.
  /// - Returns: The text.
  /// - Throws: ``CheckedModel/Unreadable`` when it cannot be read.
  public func copy(of source: String) throws(CheckedModel.Unreadable) -> String {
    let original = try ModelText(path: source)
    let document = try original.document()
    var edits: [(bytes: Range<Int>, text: String)] = []
    if let old = document["name"] {
      edits.append((old.span.bytes, name))
    } else if let version = document["graphrun"] {
      edits.append(
        (version.span.bytes, original.file.text(in: version.span.bytes) + "\nname: \(name)"))
    }
    if let base = document["extends"], let text = base.scalar?.text {
      edits.append((base.span.bytes, Self.path(text, from: source, to: path)))
    }
    for library in document["use"]?.elements ?? [] {
      guard let text = library.scalar?.text, Self.lies(text, beside: source) else { continue }
      edits.append((library.span.bytes, Self.path(text, from: source, to: path)))
    }
    return original.file.replacing(edits)
  }

  /// The path of `base`, which stands beside `source`, for a file at `target`.
  private static func path(_ base: String, from source: String, to target: String) -> String {
    let folder = { (path: String) in
      URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent()
    }
    let (old, new) = (folder(source), folder(target))
    guard !base.hasPrefix("/"), old != new else { return base }
    let file = old.appending(path: base).standardizedFileURL.path.split(separator: "/")
    let here = new.path.split(separator: "/")
    let shared = zip(file, here).prefix { $0 == $1 }.count
    // A path that would climb to the root says more when it starts there.
    guard shared > 0, here.count - shared <= 3 else { return "/" + file.joined(separator: "/") }
    let up = Array(repeating: "..", count: here.count - shared)
    return (up + file.dropFirst(shared).map(String.init)).joined(separator: "/")
  }

  /// Whether a library lies beside the file that uses it; others are found wherever the file is.
  private static func lies(_ library: String, beside source: String) -> Bool {
    let folder = URL(fileURLWithPath: source).deletingLastPathComponent()
    return !library.hasPrefix("/")
      && FileManager.default.fileExists(atPath: folder.appending(path: library).path)
  }

  /// Writes the file where none is yet.
  ///
  /// - Throws: `FileError` when there is one, or it cannot be written.
  public func write(_ text: String) throws {
    var status = stat()
    guard lstat(path, &status) != 0 else {
      throw FileError(
        path, "there is a file of that name already", hint: "choose another name", kind: .output)
    }
    try AtomicFile.write(text, to: path)
  }
}
