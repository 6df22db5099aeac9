import OracleSupport
import Runtime

/// Our schedule for one of the oracle's, told apart by the arguments it has.
struct ScheduleTranslation {
  let schedule: String
  let base: Double
  let attributes: [String: AttributeValue]

  init?(_ json: JSONValue) {
    let arguments = json["args"]?.object ?? JSONObject()
    func number(_ name: String) -> Double? { arguments[name]?.double }
    let base = json["base_lr"]?.double ?? number("initial") ?? number("init") ?? 0
    if let target = number("warmup_target") ?? number("peak"), let warmUp = number("warmup_steps") {
      // optax counts the warm-up as part of the decay, Keras does not.
      let decay = (number("decay_steps") ?? 0) - (number("peak") == nil ? 0 : warmUp)
      let floor = number("alpha") ?? (number("end") ?? 0) / target
      self.init(
        "cosine", target,
        [
          "steps": .float(decay), "floor": .float(floor), "warmup_steps": .float(warmUp),
          "warmup_from": .float(base / target),
        ])
    } else if let every = number("step_size"), let gamma = number("gamma") {
      self.init("step", base, ["every": .float(every), "gamma": .float(gamma)])
    } else if let milestones = arguments["milestones"]?.numbers, let gamma = number("gamma") {
      self.init(
        "multistep", base, ["at": .list(milestones.map { .float($0) }), "gamma": .float(gamma)])
    } else if let from = number("start_factor"), number("end_factor") == 1 {
      self.init(
        "constant", base,
        ["warmup_steps": .float(number("total_iters") ?? 0), "warmup_from": .float(from)])
    } else if let top = number("max_lr"), let divisor = number("div_factor") {
      self.init(
        "one_cycle", top,
        [
          "steps": .float(number("total_steps") ?? 0), "rise": .float(number("pct_start") ?? 0.3),
          "start": .float(1 / divisor),
          "floor": .float(1 / divisor / (number("final_div_factor") ?? 1e4)),
        ])
    } else if let boundaries = arguments["boundaries"]?.numbers,
      let values = arguments["values"]?.numbers, let first = values.first
    {
      // Keras begins the new stretch a step later.
      self.init(
        "piecewise", first,
        [
          "at": .list(boundaries.map { .float($0 + 1) }),
          "factors": .list(values.map { .float($0 / first) }),
        ])
    } else {
      self.init(decay: number, arguments, base)
    }
  }

  private init?(decay number: (String) -> Double?, _ arguments: JSONObject, _ base: Double) {
    let floor = number("alpha") ?? ((number("eta_min") ?? number("end") ?? 0) / base)
    if let steps = number("T_max") {
      self.init("cosine", base, ["steps": .float(steps), "floor": .float(floor)])
    } else if let steps = number("T_0") ?? number("first_decay_steps") {
      self.init(
        "cosine_restarts", base,
        [
          "steps": .float(steps), "growth": .float(number("T_mult") ?? number("t_mul") ?? 1),
          "decay": .float(number("m_mul") ?? 1), "floor": .float(floor),
        ])
    } else if let power = number("power"),
      let steps = number("total_iters") ?? number("decay_steps")
    {
      self.init(
        "polynomial", base,
        [
          "steps": .float(steps), "power": .float(power), "floor": .float(floor),
          "cycle": .bool(arguments["cycle"]?.bool ?? false),
        ])
    } else if let rate = number("rate"), let every = number("decay_steps") {
      let staircase = arguments["staircase"]?.bool
      let name = staircase == nil ? "inverse_time" : "exponential"
      var attributes: [String: AttributeValue] = ["every": .float(every)]
      attributes[staircase == nil ? "rate" : "gamma"] = .float(rate)
      if let staircase { attributes["staircase"] = .bool(staircase) }
      self.init(name, base, attributes)
    } else if let gamma = number("gamma") {
      self.init("exponential", base, ["gamma": .float(gamma)])
    } else if let steps = number("steps") {
      self.init("linear", base, ["steps": .float(steps), "floor": .float(floor)])
    } else if let steps = number("decay_steps") {
      self.init("cosine", base, ["steps": .float(steps), "floor": .float(floor)])
    } else {
      return nil
    }
  }

  private init(_ schedule: String, _ base: Double, _ attributes: [String: AttributeValue]) {
    self.schedule = schedule
    self.base = base
    self.attributes = attributes
  }
}
