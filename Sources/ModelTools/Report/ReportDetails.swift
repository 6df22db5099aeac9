import GraphDSL
import QuickDrawModels
import Runtime

/// The parts of a page about one run's answers: matrix, classes, drawings.
struct ReportDetails {
  private let detail: RunDetail
  /// A prefix for the names of elements, which are to be unique on a page.
  private let id: String

  private static let mostPairs = 12
  private static let mostDrawings = 16
  /// A table of classes longer than this is folded in its middle.
  private static let mostClasses = 30

  init(_ detail: RunDetail, id: String) {
    self.detail = detail
    self.id = id
  }

  /// The sections' lines.
  var lines: [String] {
    guard let evaluation = detail.evaluation else {
      return [
        "<section><h2>Answers</h2><p class=\"note\">Not measured: "
          + "\(Markup.escaped(detail.missing ?? "there is no evaluation")).</p></section>"
      ]
    }
    let scores = ReportScores(evaluation, id: id).lines
    guard let report = evaluation.report else { return scores }
    let pairs = report.confusion.mostConfused(.max)
    return drawings(evaluation) + confusion(report, evaluation, pairs)
      + classes(report, evaluation, pairs) + scores
  }

  // MARK: Drawings

  private func drawings(_ evaluation: ModelEvaluation) -> [String] {
    let best = detail.samples.best(Self.mostDrawings).compactMap { card($0, evaluation) }
    let worst = detail.samples.worst(Self.mostDrawings).compactMap { card($0, evaluation) }
    guard !best.isEmpty || !worst.isEmpty else { return [] }
    var lines = [
      "<section><h2>Drawings</h2>",
      "<p>Struck through is what the model took a drawing for, below it what was drawn, and how sure "
        + "the model was of its answer.</p>",
    ]
    if !worst.isEmpty {
      lines.append("<h3>The surest mistakes</h3>")
      lines.append("<div class=\"cards\">\(worst.joined())</div>")
    }
    if !best.isEmpty {
      lines.append("<h3>The surest right answers</h3>")
      lines.append("<div class=\"cards\">\(best.joined())</div>")
    }
    return lines + ["</section>"]
  }

  private func card(_ drawing: AnsweredDrawing, _ evaluation: ModelEvaluation) -> String? {
    guard let dataset = detail.dataset else { return nil }
    let (label, answer) = (evaluation.classes[drawing.label], evaluation.classes[drawing.answer])
    let share = Self.sureness(drawing.probability)
    let title =
      drawing.isRight
      ? "\(label), recognised with \(share)" : "\(label), taken for \(answer) with \(share)"
    guard let picture = DrawingSVG.text(of: drawing.index, in: dataset, title: title) else {
      return nil
    }
    let words =
      drawing.isRight
      ? "<b>\(Markup.escaped(label))</b>"
      : "<s>\(Markup.escaped(answer))</s><b>\(Markup.escaped(label))</b>"
    return "<figure class=\"\(drawing.isRight ? "right" : "wrong")\">\(picture)"
      + "<figcaption>\(words)<span>\(share)</span></figcaption></figure>"
  }

  /// A probability in percent that never rounds up to certainty.
  private static func sureness(_ probability: Double) -> String {
    probability > 0.9995 ? "> 99.9 %" : Format.percent(probability)
  }

  // MARK: Confusion

  private func confusion(
    _ report: ClassificationReport, _ evaluation: ModelEvaluation,
    _ pairs: [ConfusionMatrix.Confusion]
  ) -> [String] {
    let picture = ConfusionSVG(report.confusion, names: evaluation.classes)
    let part =
      picture.isPart
      ? " Shown are the \(picture.classCount) classes that take part in most mistakes." : ""
    var table = HTMLTable(
      "Most confused classes",
      [
        ("drawn", false), ("taken for", false), ("times", true), ("of its drawings", true),
        ("", false),
      ])
    for pair in pairs.prefix(Self.mostPairs) {
      table.append([
        .heading(evaluation.classes[pair.label]), .text(evaluation.classes[pair.prediction]),
        .number(Format.count(pair.count)),
        .number(Format.percent(Double(pair.count) / Double(pair.support))),
        .markup(thumbnails(pair, evaluation)),
      ])
    }
    return [
      "<section><h2>What is taken for what</h2>",
      "<p>Rows are what was drawn, columns what it was taken for. "
        + "<span class=\"key right\"></span> right, <span class=\"key wrong\"></span> wrong; the "
        + "stronger, the larger the share of the row.\(part)</p>",
      "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Confusion matrix\">",
    ] + picture.image(id: "\(id)-confusion") + ["</div>"]
      + (table.isEmpty
        ? ["<p>No drawing was taken for another class.</p>"]
        : ["<h3>The most frequent mistakes</h3>"] + table.lines)
      + ["</section>"]
  }

  private func thumbnails(_ pair: ConfusionMatrix.Confusion, _ evaluation: ModelEvaluation)
    -> String
  {
    guard let dataset = detail.dataset else { return "" }
    let pictures = detail.samples.of(label: pair.label, takenFor: pair.prediction).compactMap {
      drawing in
      DrawingSVG.text(
        of: drawing.index, in: dataset,
        title:
          "\(evaluation.classes[pair.label]), taken for \(evaluation.classes[pair.prediction]) with "
          + Self.sureness(drawing.probability))
    }
    return "<span class=\"thumbs\">\(pictures.joined())</span>"
  }

  // MARK: Classes

  private func classes(
    _ report: ClassificationReport, _ evaluation: ModelEvaluation,
    _ pairs: [ConfusionMatrix.Confusion]
  ) -> [String] {
    let scores = report.classes.enumerated().filter { $0.element.support > 0 }.sorted {
      ($0.element.recall, $0.offset) < ($1.element.recall, $1.offset)
    }
    let rows = scores.map { row($0.offset, $0.element, evaluation, pairs) }
    let columns: [(title: String, isNumber: Bool)] = [
      ("class", false), ("recognised", true), ("95 % interval", false), ("drawings", true),
      ("precision", true), ("F1", true), ("else taken for", false),
    ]
    func table(_ caption: String, _ rows: ArraySlice<[HTMLTable.Cell]>) -> [String] {
      var table = HTMLTable(caption, columns)
      rows.forEach { table.append($0) }
      return table.lines
    }
    var lines = [
      "<section><h2>Class by class</h2>",
      "<p>The share of each class's drawings that was recognised, the lowest first.</p>",
    ]
    if rows.count <= Self.mostClasses {
      lines += table("Classes by the share that was recognised", rows[...])
    } else {
      lines += table("The classes that are recognised least", rows.prefix(Self.mostClasses))
      lines.append("<details><summary>The other \(rows.count - Self.mostClasses) classes</summary>")
      lines += table("The other classes", rows.dropFirst(Self.mostClasses)) + ["</details>"]
    }
    return lines + ["</section>"]
  }

  private func row(
    _ label: Int, _ scores: ClassScores, _ evaluation: ModelEvaluation,
    _ pairs: [ConfusionMatrix.Confusion]
  ) -> [HTMLTable.Cell] {
    let other = pairs.first { $0.label == label }.map {
      "\(evaluation.classes[$0.prediction]) (\(Format.count($0.count)))"
    }
    return [
      .heading(evaluation.classes[label]), .number(Format.percent(scores.recall)),
      .markup(scores.recallInterval.map { IntervalSVG.text(scores.recall, $0) } ?? ""),
      .number(Format.count(scores.support)),
      .number(Format.percent(scores.precision)), .number(Format.percent(scores.f1)),
      .text(other ?? ""),
    ]
  }
}
