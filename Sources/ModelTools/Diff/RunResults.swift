import QuickDrawModels
import Runtime

/// What a run's `metrics.jsonl` says of how it went.
public struct RunResults: Sendable, Equatable {
  /// One evaluation.
  public struct Evaluated: Sendable, Equatable {
    public let step: Int
    /// The metrics in the order of the file, the loss first; names without `eval.`.
    public let values: [String: Double]
    /// The drawings it was made on.
    public let drawings: Int
  }

  /// Steps done.
  public private(set) var steps = 0
  /// The seconds spent in training steps; nil before the first summary.
  public private(set) var seconds: Double?
  /// The evaluations in order.
  public private(set) var evaluations: [Evaluated] = []
  /// The names of what was evaluated, in the order of the file.
  public private(set) var metrics: [String] = []

  /// Reads a run's metrics.
  ///
  /// - Parameters:
  ///   - folder: The run.
  ///   - limit: The last step to look at; all if nil.
  ///   - batchSize: The drawings of a step.
  /// - Throws: `FileError` when a line is no JSON; a last line that a crash cut short is left out.
  public init(_ folder: RunFolder, upTo limit: Int?, batchSize: Int) throws(FileError) {
    let text = try InputFile.contents(of: folder.metrics)
    var start = 0
    while let newline = text[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line: JSONValue
      do { line = try JSONValue(parsing: Array(text[start..<newline])) } catch {
        throw error.within(folder.metrics, at: start)
      }
      guard let step = line["step"]?.integer else {
        throw FileError(folder.metrics, "a line has no integer `step`", byteOffset: start)
      }
      start = newline + 1
      if let limit, step > limit { break }
      add(line, step, batchSize)
    }
  }

  private mutating func add(_ line: JSONValue, _ step: Int, _ batchSize: Int) {
    if let drawings = line["eval.drawings"]?.integer {
      var values: [String: Double] = [:]
      for member in line.object?.members ?? [] where member.name.hasPrefix("eval.") {
        let name = String(member.name.dropFirst("eval.".count))
        guard name != "drawings", let value = member.value.double else { continue }
        values[name] = value
        if !metrics.contains(name) { metrics.append(name) }
      }
      evaluations.append(Evaluated(step: step, values: values, drawings: drawings))
    }
    // A summary tells the rate since the one before, so the times of its steps add up.
    if let rate = line["drawings_per_second"]?.double, rate > 0, step > steps {
      seconds = (seconds ?? 0) + Double((step - steps) * batchSize) / rate
    }
    steps = max(steps, step)
  }

  /// The last evaluation that has a metric.
  func last(_ metric: String) -> Evaluated? { evaluations.last { $0.values[metric] != nil } }

  /// The evaluation with the best value of a metric: the lowest loss, the highest of all others.
  func best(_ metric: String) -> Evaluated? {
    evaluations.filter { $0.values[metric]?.isFinite == true }.max {
      let (a, b) = ($0.values[metric] ?? 0, $1.values[metric] ?? 0)
      return metric == "loss" ? a > b : a < b
    }
  }
}
