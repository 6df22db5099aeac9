import QuickDrawModels
import Runtime

extension DiffRows {
  /// How two runs went, side by side.
  func results(_ old: DiffSubject, _ new: DiffSubject) -> [Row] {
    guard old.model != nil, new.model != nil, old.run != nil || new.run != nil else { return [] }
    let sides = [old, new].map { Side($0) }
    var rows = [steps(sides)]
    let names = sides.flatMap { $0.results?.metrics ?? [] }
    var seen: Set<String> = []
    for name in names where seen.insert(name).inserted {
      let best = sides.map { $0.results?.best(name) }
      let last = sides.map { $0.results?.last(name) }
      let isLastBest = zip(best, last).allSatisfy { $0?.values[name] == $1?.values[name] }
      if !isLastBest { rows.append(metric("\(name), best", name, best, sides)) }
      rows.append(metric(isLastBest ? name : "\(name), last", name, last, sides))
    }
    rows.append(time(sides))
    return rows
  }

  private struct Side {
    let results: RunResults?
    /// The metrics that are shares of the drawings.
    let shares: Set<String>

    init(_ subject: DiffSubject) {
      results = subject.run?.results
      shares = subject.model?.lowered.shareMetrics ?? []
    }
  }

  private func steps(_ sides: [Side]) -> Row {
    let counts = sides.map { $0.results?.steps }
    var difference = ""
    if let old = counts[0], let new = counts[1], old != new {
      difference = (new > old ? "+" : "-") + Format.count(abs(new - old))
    }
    return row("steps", counts.map { $0.map(Format.count) }, difference)
  }

  private func time(_ sides: [Side]) -> Row {
    let seconds = sides.map { $0.results?.seconds }
    var difference = ""
    if let old = seconds[0], let new = seconds[1], old > 0 {
      difference = Self.signed(percent: (new - old) / old)
    }
    return row("time in steps", seconds.map { $0.map(Format.duration) }, difference)
  }

  private func metric(
    _ title: String, _ name: String, _ evaluated: [RunResults.Evaluated?], _ sides: [Side]
  ) -> Row {
    let metrics = zip(evaluated, sides).map { evaluated, side -> MeasuredMetric? in
      guard let evaluated, let value = evaluated.values[name] else { return nil }
      return MeasuredMetric(
        name: name, value: value, isShare: side.shares.contains(name), step: evaluated.step,
        drawings: evaluated.drawings)
    }
    let cells = metrics.map { metric in
      metric.map { "\($0.shownWithInterval) at \(Format.count($0.step))" }
    }
    var difference = ""
    if let old = metrics[0], let new = metrics[1], old.value != new.value {
      let change = new.value - old.value
      let sign = change < 0 ? "-" : "+"
      difference =
        old.isShare
        ? "\(sign)\(Format.decimal(abs(change) * 100, 1)) points"
        : sign + Format.decimal(abs(change), 4)
      if let before = old.interval, let after = new.interval {
        let overlap = before.lower <= after.upper && after.lower <= before.upper
        difference += overlap ? ", intervals overlap" : ", intervals apart"
      }
    }
    return row(title, cells, difference)
  }

  private func row(_ title: String, _ cells: [String?], _ difference: String) -> Row {
    Row(sign: .same, cells: [title] + cells.map { $0 ?? "" } + [difference])
  }
}
