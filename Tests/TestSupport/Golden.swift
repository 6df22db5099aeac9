import Foundation
import Testing

/// Holds `text` to the file `Tests/Golden/NAME`.
///
/// With `GRAPHRUN_REWRITE=1` in the environment the file is written anew where it differs, and the
/// test fails, so that somebody looks at the difference.
public func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expectGolden(text, at: "Tests/Golden/\(name)", sourceLocation: sourceLocation)
}

/// Holds `text` to a file of the package that is generated, such as a page of the manual.
public func expectGolden(
  _ text: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = Repository.root.appending(path: path)
  let kept =
    FileManager.default.fileExists(atPath: file.path)
    ? try String(contentsOf: file, encoding: .utf8) : nil
  guard kept != text else { return }
  if ProcessInfo.processInfo.environment["GRAPHRUN_REWRITE"] == "1" {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("\(path) was written anew; look at it", sourceLocation: sourceLocation)
  } else {
    Issue.record(
      "\(path) \(kept == nil ? "is missing" : difference(kept ?? "", text)); if that is meant: GRAPHRUN_REWRITE=1 make test",
      sourceLocation: sourceLocation)
  }
}

/// The first line in which two texts differ, in words.
private func difference(_ kept: String, _ made: String) -> String {
  let (old, new) = (kept.components(separatedBy: "\n"), made.components(separatedBy: "\n"))
  let line = zip(old, new).prefix { $0 == $1 }.count
  func text(_ lines: [String]) -> String { lines.indices.contains(line) ? lines[line] : "" }
  return "differs in line \(line + 1)\n  kept: \(text(old))\n  made: \(text(new))"
}
