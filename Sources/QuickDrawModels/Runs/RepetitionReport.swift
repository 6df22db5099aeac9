import Runtime

/// Whether a repeated training gave the same bytes, what differs first, and what may be the cause.
public struct RepetitionReport: Sendable {
  /// The step after which both are compared.
  public let step: Int
  public let weights: TensorComparison
  public let optimizer: TensorComparison
  public let metrics: MetricsComparison
  /// What differs of program and machine.
  public let causes: [ProgramRecord.Difference]
  /// Whether the original was stopped and resumed, perhaps by another program.
  let wasResumed: Bool

  /// Whether everything is the same.
  public var agrees: Bool { weights.agrees && optimizer.agrees && metrics.agrees }

  /// The report as a user reads it.
  public var lines: [String] {
    let timings = MetricsKey.timings.joined(separator: " and ")
    var lines = [
      "weights    " + Self.text(weights), "optimizer  " + Self.text(optimizer),
      "metrics    "
        + (metrics.difference.map { "differ after \(metrics.sameLines) same lines: \($0)" }
          ?? "the same \(metrics.sameLines) lines (\(timings) left aside)"),
    ]
    guard !agrees else {
      return lines + ["the same bytes after step \(step)"]
    }
    lines.append("not the same after step \(step)")
    lines += causes.map { "possible cause: \($0)" }
    if causes.isEmpty {
      lines.append(
        "version, build, OpenBLAS and machine are the same"
          + (wasResumed
            ? ", but the original was resumed: see `resumed` in its receipt"
            : ": nothing in the receipts explains it"))
    }
    return lines
  }

  /// The report as one object.
  public var json: JSONObject {
    var object = JSONObject()
    object["same"] = .bool(agrees)
    object["step"] = .integer(step)
    object["weights"] = Self.json(weights)
    object["optimizer"] = Self.json(optimizer)
    object["metrics"] = [
      "same": .bool(metrics.agrees), "same_lines": .integer(metrics.sameLines),
      "difference": metrics.difference.map(JSONValue.string) ?? .null,
      "left_aside": .array(MetricsKey.timings.map(JSONValue.string)),
    ]
    object["causes"] = .array(
      causes.map {
        ["name": .string($0.name), "there": .string($0.old), "here": .string($0.new)]
      })
    return object
  }

  private static func text(_ tensors: TensorComparison) -> String {
    if tensors.agrees { return "the same \(tensors.count) tensors" }
    if let problem = tensors.problem { return "differ: \(problem)" }
    let first = tensors.first.map { "; \($0)" } ?? ""
    return "differ in \(tensors.differing) of \(tensors.count) tensors\(first)"
  }

  private static func json(_ tensors: TensorComparison) -> JSONValue {
    [
      "same": .bool(tensors.agrees), "tensors": .integer(tensors.count),
      "differing": .integer(tensors.differing),
      "problem": tensors.problem.map(JSONValue.string) ?? .null,
      "first": tensors.first.map { .string("\($0)") } ?? .null,
    ]
  }
}
