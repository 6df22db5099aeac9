import GraphDSL
import Runtime

extension RunComparison {
  /// The comparison for a terminal: a picture a quantity, then the runs by their letters.
  ///
  /// - Parameters:
  ///   - width: The columns that there are.
  ///   - isColoured: Whether each run has a colour.
  /// - Returns: The lines.
  public func lines(width: Int, isColoured: Bool = false) -> [String] {
    let pictures = CurveText(width: width, isColoured: isColoured)
    let curves = panels.flatMap { pictures.lines($0, looks: looks) + [""] }
    let table = table.lines()
    return curves + Array(table.prefix(2))
      + zip(table.dropFirst(2), looks).map { line, look in
        pictures.painted(look.letter, look) + line.dropFirst(look.letter.count)
      }
  }

  /// The metrics that were evaluated, the main one first, without repetition.
  var evaluatedMetrics: [String] {
    var names: [String] = []
    for name in runs.compactMap(\.mainMetric) + runs.flatMap(\.results.metrics)
    where !names.contains(name) { names.append(name) }
    return names
  }

  private var table: TextTable {
    let settings = differences.rows
    let metrics = evaluatedMetrics
    var table = TextTable(
      [("", .left), ("run", .left)] + settings.map { ($0.title, TextTable.Alignment.left) }
        + [("at step", .right), ("training loss", .right)]
        + metrics.map { ($0, TextTable.Alignment.left) }
        + (metrics.first.map { [("best \($0)", TextTable.Alignment.left)] } ?? []))
    for (index, run) in runs.enumerated() {
      let loss = run.results.summaries.last { $0.values["loss"] != nil }?.values["loss"]
      let best = metrics.first.flatMap { run.best($0) }
      table.append(
        [looks[index].letter, DisplayText.escaped(run.name)]
          + settings.map { $0.cell(index) }
          + [Format.count(run.results.steps), loss.map { Format.decimal($0, 4) } ?? ""]
          + metrics.map { run.last($0)?.shownWithInterval ?? "" }
          + (metrics.isEmpty
            ? [] : [best.map { "\($0.shown) at \(Format.count($0.step))" } ?? ""]))
    }
    return table
  }
}
