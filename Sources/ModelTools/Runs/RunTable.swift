import Foundation
import GraphDSL
import Runtime

/// Runs side by side: the settings that differ, how far they came and how well they did.
public struct RunTable: Sendable {
  /// The runs, in the order of the rows.
  public let runs: [RunOverview]
  /// What differs among them.
  public let differences: SettingDifferences
  /// The settings that have a column.
  private let settings: [SettingDifferences.Row]
  /// The metrics that the runs are ranked by, without repetition.
  let metrics: [String]

  /// A table of those runs that every filter accepts.
  ///
  /// - Parameters:
  ///   - runs: In the order in which they stay where the key is equal.
  ///   - sort: A key of ``RunKey``; metrics come best first, everything else rises.
  ///   - isReversed: Whether the order is turned around.
  ///   - filters: Conditions, see ``RunFilter``.
  /// - Throws: ``RunQueryError`` when a key or a filter is wrong.
  public init(
    _ runs: [RunOverview], sort: String? = nil, isReversed: Bool = false, filters: [String] = []
  ) throws(RunQueryError) {
    var conditions: [RunFilter] = []
    for filter in filters { conditions.append(try RunFilter(filter, among: runs)) }
    var chosen = runs.filter { run in conditions.allSatisfy { $0.accepts(run) } }
    if let sort { chosen = Self.sorted(chosen, by: try RunKey(sort, among: runs)) }
    self.runs = isReversed ? chosen.reversed() : chosen
    differences = SettingDifferences(self.runs)
    // How many steps were asked for stands beside how many were done.
    settings = differences.rows.filter { $0.name != "steps" }
    metrics = self.runs.compactMap(\.mainMetric).reduce(into: []) { names, name in
      if name != "loss", !names.contains(name) { names.append(name) }
    }
  }

  private static func sorted(_ runs: [RunOverview], by key: RunKey) -> [RunOverview] {
    let isDescending = key.prefersLarge(runs)
    // Runs without a value come last, whichever way the others go.
    return runs.enumerated().sorted { a, b in
      switch (key.value(of: a.element), key.value(of: b.element)) {
      case (nil, nil): return a.offset < b.offset
      case (nil, _): return false
      case (_, nil): return true
      case (.number(let x)?, .number(let y)?):
        if x == y || x.isNaN && y.isNaN { return a.offset < b.offset }
        if x.isNaN || y.isNaN { return y.isNaN }
        return isDescending ? x > y : x < y
      case (.text(let x)?, .text(let y)?):
        let order = x.compare(y, options: .numeric)
        return order == .orderedSame ? a.offset < b.offset : order == .orderedAscending
      case (.number?, .text?): return true
      case (.text?, .number?): return false
      }
    }.map(\.element)
  }

  // MARK: Text

  /// The lines for a terminal.
  ///
  /// - Parameter isColoured: Whether a state other than `finished` has a colour.
  /// - Returns: A header, a rule, and a line for each run.
  public func lines(isColoured: Bool = false) -> [String] {
    var table = TextTable(
      [("run", .left)] + settings.map { ($0.title, Self.alignment($0)) }
        + [("steps", .right), ("loss", .right)]
        + metrics.flatMap { [($0, TextTable.Alignment.right), ("best", .right)] }
        + [("drawings/s", .right), ("state", .left)])
    for (index, run) in runs.enumerated() {
      let settings = settings.map { $0.cell(index) }
      table.append([DisplayText.escaped(run.name)] + settings + measurements(run))
    }
    guard isColoured else { return table.lines() }
    let lines = table.lines()
    return Array(lines.prefix(2)) + zip(lines.dropFirst(2), runs).map { Self.painted($0, $1.state) }
  }

  private static func alignment(_ row: SettingDifferences.Row) -> TextTable.Alignment {
    row.values.allSatisfy { $0.map { Double(attribute: $0) != nil } ?? true } ? .right : .left
  }

  private func measurements(_ run: RunOverview) -> [String] {
    let results = run.results
    let isWhole = results.steps == run.record.steps
    let steps =
      Format.count(results.steps) + (isWhole ? "" : " of \(Format.count(run.record.steps))")
    let loss = run.last("loss")?.value ?? results.summaries.last?.values["loss"]
    let cells = metrics.flatMap { metric -> [String] in
      guard let last = run.last(metric), let best = run.best(metric) else { return ["", ""] }
      return [last.shown, "\(best.shown) at \(Format.count(best.step))"]
    }
    return [steps, loss.map { Format.decimal($0, 4) } ?? ""] + cells
      + [results.rate.map { Format.count(Int($0.rounded())) } ?? "", run.state.rawValue]
  }

  private static func painted(_ line: String, _ state: RunState) -> String {
    let colour: Int? =
      switch state {
      case .finished: nil
      case .running: 36
      case .stopped: 33
      case .failed: 31
      }
    let word = state.rawValue
    guard let colour, line.hasSuffix(word) else { return line }
    return line.dropLast(word.count) + "\u{1B}[\(colour)m\(word)\u{1B}[0m"
  }

  // MARK: For programs

  /// One object a run.
  public var json: [JSONValue] { runs.map(\.json) }

  /// Comma-separated values (RFC 4180) with a header; numbers are written in full.
  public var csv: [String] {
    let quantities = ["done", "steps", "loss", "train.loss"]
    let names =
      settings.map(\.name) + quantities
      + metrics.flatMap { [$0, "best.\($0)"] } + ["drawings/s", "seconds", "state"]
    let keys = names.map { name in try? RunKey(name, among: []) }
    let header = (["run"] + names.map { $0 == "drawings/s" ? "drawings_per_second" : $0 })
    return [header.map(CommaSeparated.quoted).joined(separator: ",")]
      + runs.map { run in
        ([CommaSeparated.quoted(run.name)] + keys.map { $0?.value(of: run).map(Self.cell) ?? "" })
          .joined(separator: ",")
      }
  }

  private static func cell(_ value: RunKey.Value) -> String {
    switch value {
    case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case .text(let text): CommaSeparated.quoted(text)
    }
  }
}
