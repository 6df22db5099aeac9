import Runtime

/// Whether two runs wrote the same metrics, line by line, but for the times in them.
public struct MetricsComparison: Sendable, Equatable {
  /// The lines that are the same from the start on.
  public private(set) var sameLines = 0
  /// Where the first other line differs, in words; nil when all are the same.
  public private(set) var difference: String?

  /// Whether nothing differs.
  public var agrees: Bool { difference == nil }

  /// Compares the lines of steps up to `step`.
  ///
  /// - Throws: `FileError` when a line is no JSON object with a step.
  public init(_ one: RunFolder, _ other: RunFolder, upTo step: Int) throws(FileError) {
    let (old, new) = (try Self.lines(one, upTo: step), try Self.lines(other, upTo: step))
    for (old, new) in zip(old, new) {
      guard old != new else {
        sameLines += 1
        continue
      }
      difference = Self.words(old, new)
      return
    }
    if old.count != new.count { difference = "\(old.count) lines there, \(new.count) here" }
  }

  private static func lines(
    _ run: RunFolder, upTo step: Int
  ) throws(FileError) -> [JSONObject] {
    var lines: [JSONObject] = []
    try MetricsLog.read(run.metrics) { line in
      guard line.step <= step else { return false }
      var object = line.object
      for timing in MetricsKey.timings { object[timing] = nil }
      lines.append(object)
      return true
    }
    return lines
  }

  private static func words(_ old: JSONObject, _ new: JSONObject) -> String {
    func text(_ value: JSONValue?) -> String { value?.description ?? "nothing" }
    let names = old.members.map(\.name)
    let all = names + new.members.map(\.name).filter { !names.contains($0) }
    let name = all.first { old[$0] != new[$0] }
    guard let name else { return "the members of a line are in another order" }
    return "step \(text(old["step"])): \(name) \(text(old[name])) there, \(text(new[name])) here"
  }
}
