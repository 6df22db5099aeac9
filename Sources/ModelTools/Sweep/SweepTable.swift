import Foundation
import QuickDrawModels
import Runtime

/// What a sweep gave: for each combination the mean of every evaluated metric and its spread over seeds.
public struct SweepTable: Sendable {
  /// A metric over the runs of a combination.
  public struct Cell: Sendable, Equatable {
    /// The last value of each finished run.
    public let values: [Double]

    /// The mean.
    public var mean: Double { values.reduce(0, +) / Double(max(1, values.count)) }

    /// The standard deviation as estimated from a sample (n − 1); nil for fewer than two runs.
    public var deviation: Double? {
      guard values.count > 1 else { return nil }
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(values.count - 1)).squareRoot()
    }
  }

  /// A combination.
  public struct Row: Sendable {
    public let settings: SweepGrid.Combination
    /// The folders of its runs.
    public let runs: [String]
    /// Those that are not finished.
    public let unfinished: [String]
    /// By the metric's name; metrics that no run has are absent.
    public let cells: [String: Cell]
  }

  /// The combinations, in the order of the plan.
  public let rows: [Row]
  /// The metrics, the one by which the best is chosen first.
  public let metrics: [String]
  /// The metrics that are shares of the drawings.
  private let shares: Set<String>
  /// The metrics of which smaller values are better.
  private let prefersSmall: Set<String>
  private let folder: String

  /// Reads the runs of a sweep.
  ///
  /// - Throws: `FileError` and others when a finished run is damaged.
  public init(_ folder: SweepFolder) throws {
    var (metrics, shares, main): ([String], Set<String>, String?) = ([], [], nil)
    var prefersSmall: Set<String> = []
    let plan = folder.plan
    rows = try plan.combinations.indices.map { index in
      let runs = plan.runs.filter { $0.combination == index }
      let finished = try runs.filter { folder.state(of: $0) == .finished }.map {
        try RunOverview(folder.folder(of: $0))
      }
      for run in finished {
        metrics += run.results.metrics.filter { !metrics.contains($0) }
        shares.formUnion(run.shares)
        prefersSmall.formUnion(run.results.metrics.filter { run.results.prefersSmall($0) })
        main = main ?? run.model.train?.checkpoint.best?.value ?? run.mainMetric
      }
      let names = Set(finished.flatMap(\.results.metrics))
      let cells = names.map { name in
        (name, Cell(values: finished.compactMap { $0.last(name)?.value }))
      }
      let paths = Set(finished.map(\.name))
      return Row(
        settings: plan.combinations[index], runs: runs.map { folder.folder(of: $0) },
        unfinished: runs.map { folder.folder(of: $0) }.filter { !paths.contains($0) },
        cells: Dictionary(uniqueKeysWithValues: cells))
    }
    if let main, let place = metrics.firstIndex(of: main) {
      metrics.remove(at: place)
      metrics.insert(main, at: 0)
    }
    self.metrics = metrics
    self.shares = shares
    self.prefersSmall = prefersSmall
    self.folder = folder.path
  }

  /// The combination with the best mean of the first metric; nil when nothing was evaluated.
  public var best: Int? {
    guard let metric = metrics.first else { return nil }
    let means = rows.indices.compactMap { index in
      rows[index].cells[metric].map { (index, $0.mean) }
    }.filter { $0.1.isFinite }
    return (prefersSmall.contains(metric) ? means.min { $0.1 < $1.1 } : means.max { $0.1 < $1.1 })?
      .0
  }

  /// The lines for a terminal.
  ///
  /// - Parameter isColoured: Whether the best has a colour.
  /// - Returns: A header, a rule, and a line for each combination, of which the best is marked.
  public func lines(isColoured: Bool = false) -> [String] {
    let names = rows.first?.settings.map(\.name) ?? []
    let numbers = names + ["n"] + metrics
    var table = TextTable(numbers.map { ($0, TextTable.Alignment.right) } + [("", .left)])
    for (index, row) in rows.enumerated() {
      let finished = row.runs.count - row.unfinished.count
      let count = row.unfinished.isEmpty ? "\(finished)" : "\(finished) of \(row.runs.count)"
      let cells = metrics.map { name in row.cells[name].map { text(of: $0, name) } ?? "" }
      let mark = index == best ? "best" : ""
      table.append(row.settings.map(\.value) + [count] + cells + [mark])
    }
    let lines = table.lines()
    guard isColoured, let best else { return lines }
    return lines.enumerated().map { $0 == best + 2 ? "\u{1B}[32m\($1)\u{1B}[0m" : $1 }
  }

  /// Such as `81.4 % ± 1.2` and `0.5123 ± 0.0101`.
  private func text(of cell: Cell, _ metric: String) -> String {
    let isShare = shares.contains(metric)
    let mean = isShare ? Format.percent(cell.mean) : Format.decimal(cell.mean, 4)
    let spread = cell.deviation.map {
      " ± " + (isShare ? Format.decimal($0 * 100, 1) : Format.decimal($0, 4))
    }
    return mean + (spread ?? "")
  }

  /// One object.
  public var json: JSONValue {
    var object = JSONObject()
    object["sweep"] = .string(folder)
    object["metric"] = metrics.first.map(JSONValue.string)
    object["combinations"] = .array(
      rows.enumerated().map { index, row in
        var entry = JSONObject()
        entry["settings"] = .object(
          JSONObject(row.settings.map { .init(name: $0.name, value: .string($0.value)) }))
        entry["best"] = .bool(index == best)
        entry["runs"] = .array(row.runs.map(JSONValue.string))
        entry["unfinished"] = .array(row.unfinished.map(JSONValue.string))
        var cells = JSONObject()
        for name in metrics {
          guard let cell = row.cells[name] else { continue }
          cells[name] = [
            "mean": Self.number(cell.mean),
            "std": cell.deviation.map(Self.number) ?? .null,
            "n": .integer(cell.values.count), "values": .array(cell.values.map(Self.number)),
          ]
        }
        entry["metrics"] = .object(cells)
        return .object(entry)
      })
    return .object(object)
  }

  /// JSON has no number for what is not finite.
  private static func number(_ value: Double) -> JSONValue {
    value.isFinite ? .number(value) : .null
  }
}
