import GraphDSL
import QuickDrawModels
import Runtime

/// What a run's `metrics.jsonl` says of how it went.
public struct RunResults: Sendable, Equatable {
  /// One evaluation.
  public struct Evaluated: Sendable, Equatable {
    public let step: Int
    /// The metrics, the loss among them; names without `eval.`.
    public let values: [String: Double]
    /// The drawings it was made on.
    public let drawings: Int
  }

  /// What the steps of one summary came to.
  public struct Summary: Sendable, Equatable {
    public let step: Int
    /// Every number of the line by its name in the file, such as `loss` and `train.accuracy`.
    public let values: [String: Double]
  }

  /// Steps done.
  public private(set) var steps = 0
  /// The evaluations in order.
  public private(set) var evaluations: [Evaluated] = []
  /// The summaries in order.
  public private(set) var summaries: [Summary] = []
  /// The names of what was evaluated, in the order of the file.
  public private(set) var metrics: [String] = []
  /// The names of what was summarised, in the order of the file.
  public private(set) var quantities: [String] = []
  /// For each summary its steps divided by its drawings a second, summed; nil before the first.
  private var stepsByRate: Double?
  private let batchSize: Int
  /// The metrics of which smaller values are better.
  private var prefersSmall: Set<String> = []

  /// Reads a run's metrics.
  ///
  /// - Parameters:
  ///   - folder: The run.
  ///   - model: What was trained.
  ///   - limit: The last step to look at; all if nil.
  /// - Throws: `FileError` when a line is no JSON; a last line that a crash cut short is left out.
  public init(
    _ folder: RunFolder, of model: LoweredModel, upTo limit: Int? = nil
  ) throws(FileError) {
    batchSize = model.train?.batchSize ?? 1
    let text = try InputFile.contents(of: folder.metrics)
    var start = 0
    while let newline = text[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line: JSONValue
      do { line = try JSONValue(parsing: Array(text[start..<newline])) } catch {
        throw error.within(folder.metrics, at: start)
      }
      guard let step = line["step"]?.integer, let members = line.object?.members else {
        throw FileError(folder.metrics, "a line has no integer `step`", byteOffset: start)
      }
      start = newline + 1
      if let limit, step > limit { break }
      add(members, step)
    }
    prefersSmall = Set(metrics.filter { model.prefersSmall($0) })
  }

  private mutating func add(_ members: [JSONObject.Member], _ step: Int) {
    let isEvaluation = members.contains { $0.name == "eval.drawings" }
    var values: [String: Double] = [:]
    for member in members where !["step", "eval.drawings"].contains(member.name) {
      guard let value = member.value.measurement else { continue }
      let name = isEvaluation ? String(member.name.trimmingPrefix("eval.")) : member.name
      values[name] = value
      if isEvaluation {
        if !metrics.contains(name) { metrics.append(name) }
      } else if !quantities.contains(name) {
        quantities.append(name)
      }
    }
    if isEvaluation {
      let drawings = members.first { $0.name == "eval.drawings" }?.value.integer ?? 0
      evaluations.append(Evaluated(step: step, values: values, drawings: drawings))
    } else {
      // A summary tells the rate since the one before, so the times of its steps add up.
      if let rate = values["drawings_per_second"], rate > 0, step > steps {
        stepsByRate = (stepsByRate ?? 0) + Double(step - steps) / rate
      }
      summaries.append(Summary(step: step, values: values))
    }
    steps = max(steps, step)
  }

  /// The seconds spent in training steps; nil before the first summary.
  public var seconds: Double? { stepsByRate.map { $0 * Double(batchSize) } }

  /// Drawings a second over all steps; nil before the first summary.
  public var rate: Double? {
    guard let stepsByRate, stepsByRate > 0, let last = summaries.last else { return nil }
    return Double(last.step) / stepsByRate
  }

  /// The last evaluation that has a metric.
  func last(_ metric: String) -> Evaluated? { evaluations.last { $0.values[metric] != nil } }

  /// Whether smaller values of a metric are better, as those of the loss are.
  func prefersSmall(_ metric: String) -> Bool { prefersSmall.contains(metric) }

  /// The evaluation with the best value of a metric.
  func best(_ metric: String) -> Evaluated? {
    evaluations.filter { $0.values[metric]?.isFinite == true }.max {
      let (a, b) = ($0.values[metric] ?? 0, $1.values[metric] ?? 0)
      return prefersSmall.contains(metric) ? a > b : a < b
    }
  }
}

extension JSONValue {
  /// A number, also one that JSON has no number for and that is written as a string.
  fileprivate var measurement: Double? {
    switch string {
    case "NaN": .nan
    case "Infinity": .infinity
    case "-Infinity": -.infinity
    default: double
    }
  }
}
