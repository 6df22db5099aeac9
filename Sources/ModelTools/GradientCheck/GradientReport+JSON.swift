import Runtime

extension GradientReport {
  /// The report as a script reads it.
  public var json: JSONObject {
    var object = JSONObject()
    object["model"] = .string(model)
    object["seed"] = .integer(Int(clamping: seed))
    object["lengths"] = .array(lengths.map { .integer($0) })
    object["right"] = .bool(isRight)
    object["parameters"] = .array(
      parameters.map { parameter in
        var row = Self.object(parameter.verdict)
        row["name"] = .string(parameter.name)
        row["shape"] = .array(parameter.shape.map { .integer($0) })
        return .object(row)
      })
    object["nodes"] = .array(
      nodes.map { node in
        var row = JSONObject()
        row["name"] = .string(node.name)
        row["ops"] = .array(node.ops.map { .string($0) })
        row["verdict"] = .string(node.outcome.rawValue)
        row["reason"] = node.reason.map { .string($0) }
        row["gradients"] = .array(
          node.findings.map { finding in
            var row = Self.object(finding.verdict)
            row["by"] = .string(finding.variable)
            return .object(row)
          })
        return .object(row)
      })
    return object
  }

  private static func object(_ verdict: GradientVerdict) -> JSONObject {
    var object = JSONObject()
    object["verdict"] = .string(verdict.outcome.rawValue)
    if case .notChecked(let reason) = verdict { object["reason"] = .string(reason) }
    guard let comparison = verdict.comparison else { return object }
    object["analytic"] = .number(comparison.analytic)
    object["numeric"] = .number(comparison.numeric)
    object["bound"] = .number(comparison.bound)
    object["relative_error"] = .number(comparison.relativeError)
    object["relative_bound"] = .number(comparison.relativeBound)
    return object
  }
}
