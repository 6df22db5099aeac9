import GraphDSL
import Runtime

/// Something of a run that a table can be sorted or filtered by.
///
/// `run`, `state`, `steps`, `parameters`, `speed`, `seconds` and `started`; a metric such as
/// `accuracy`, its last value, with `best.` before it its best; `train.` and a quantity of a
/// summary; and every setting.
public struct RunKey: Sendable, Equatable {
  /// A value of a run.
  public enum Value: Sendable, Equatable {
    case number(Double)
    case text(String)
  }

  /// As the user wrote it.
  public let name: String

  /// A key of these runs.
  ///
  /// - Throws: ``RunQueryError`` when no run has it, with the names that there are.
  public init(_ name: String, among runs: [RunOverview]) throws(RunQueryError) {
    self.name = name
    guard !runs.isEmpty, !runs.contains(where: { Self.value(name, of: $0) != nil }) else { return }
    let names = Self.names(of: runs)
    throw RunQueryError(
      "no run has a `\(name)`",
      hint: NearestName.hint(name, in: names)
        ?? "there are " + Self.plain(of: runs).joined(separator: ", "))
  }

  /// The value in a run; nil where it has none.
  public func value(of run: RunOverview) -> Value? { Self.value(name, of: run) }

  /// Whether larger values are better, so that they come first.
  func prefersLarge(_ runs: [RunOverview]) -> Bool {
    let metric = String(name.trimmingPrefix("best.").trimmingPrefix("train."))
    if ["speed", "drawings/s"].contains(name) { return true }
    return runs.contains {
      $0.results.metrics.contains(metric) && !$0.results.prefersSmall(metric)
    }
  }

  private static func value(_ name: String, of run: RunOverview) -> Value? {
    let results = run.results
    switch name {
    case "run", "name": return .text(run.name)
    case "state": return .text(run.state.rawValue)
    case "done": return .number(Double(results.steps))
    case "parameters": return .number(Double(run.parameterCount))
    case "speed", "drawings/s": return results.rate.map { .number($0) }
    case "seconds": return results.seconds.map { .number($0) }
    case "started": return run.receipt["started"]?.string.map { .text($0) }
    case "best": return run.mainMetric.flatMap { run.best($0) }.map { .number($0.value) }
    default: break
    }
    if let setting = setting(name, of: run) { return setting }
    if let last = run.last(name) { return .number(last.value) }
    if name.hasPrefix("best."), let best = run.best(String(name.dropFirst("best.".count))) {
      return .number(best.value)
    }
    let quantity = name == "train.loss" ? "loss" : name
    return results.summaries.last { $0.values[quantity] != nil }?.values[quantity].map {
      .number($0)
    }
  }

  /// A setting by its whole name or its end, where only one has it.
  private static func setting(_ name: String, of run: RunOverview) -> Value? {
    let found =
      run.settings.first { $0.name == name }
      ?? {
        let ending = run.settings.filter { $0.name.hasSuffix(".\(name)") }
        return ending.count == 1 ? ending.first : nil
      }()
    guard let value = found?.value else { return nil }
    return Double(attribute: value).map { .number($0) } ?? .text(value.shown)
  }

  private static func plain(of runs: [RunOverview]) -> [String] {
    var names = ["run", "state", "steps", "done", "parameters", "speed", "seconds", "started"]
    for metric in runs.flatMap(\.results.metrics) where !names.contains(metric) {
      names += [metric, "best.\(metric)"]
    }
    return names
  }

  private static func names(of runs: [RunOverview]) -> [String] {
    Array(Set(plain(of: runs) + runs.flatMap { $0.settings.map(\.name) })).sorted()
  }
}

/// Why runs cannot be sorted, filtered or drawn as asked.
public struct RunQueryError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One sentence with the user's names.
  public let message: String
  /// One thing to try.
  public let hint: String?

  /// An error.
  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  public var description: String { message + (hint.map { "\nhint: \($0)" } ?? "") }
}
