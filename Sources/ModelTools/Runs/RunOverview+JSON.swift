import Runtime

extension RunOverview {
  /// The run as a script reads it: one object.
  public var json: JSONValue {
    var object = JSONObject()
    object["run"] = .string(name)
    object["model"] = .string(model.name)
    object["state"] = .string(state.rawValue)
    object["failure"] = failure.map(JSONValue.string)
    object["parameters"] = .integer(parameterCount)
    object["planned_steps"] = .integer(record.steps)
    for member in results.json.object?.members ?? [] { object[member.name] = member.value }
    object["drawings_per_second"] = results.rate.map(JSONValue.number)
    object["started"] = receipt["started"]
    object["settings"] = .object(
      JSONObject(settings.map { JSONObject.Member(name: $0.name, value: $0.value.json) }))
    return .object(object)
  }
}

extension RunResults {
  /// The last and the best value of each evaluated metric, and the last summary.
  var json: JSONValue {
    var object = JSONObject()
    object["steps"] = .integer(steps)
    object["seconds_in_steps"] = seconds.map(JSONValue.number)
    for (name, choose) in [("best", best), ("last", last)] {
      var values = JSONObject()
      for metric in metrics {
        guard let evaluated = choose(metric), let value = evaluated.values[metric] else { continue }
        values[metric] = [
          "step": .integer(evaluated.step), "value": .number(value),
          "drawings": .integer(evaluated.drawings),
        ]
      }
      object[name] = .object(values)
    }
    if let summary = summaries.last {
      object["summary"] = .object(
        JSONObject(
          [.init(name: "step", value: .integer(summary.step))]
            + quantities.compactMap { name in
              summary.values[name].map { JSONObject.Member(name: name, value: .number($0)) }
            }))
    }
    return .object(object)
  }
}
