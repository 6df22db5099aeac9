import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun eval`.
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how well a trained model does.",
    discussion: """
      Uses the drawings that the training held out, or those at --data. Examples:
        graphrun eval runs/quickdraw-1
        graphrun eval runs/quickdraw-1 --best --data other/ --all --classes
      """)

  @OptionGroup var trained: TrainedOptions

  @Option(
    help: ArgumentHelp(
      "Evaluate on this data: a folder of ndjson or TFRecord files, or one file.",
      valueName: "path"))
  var data: String?

  @Flag(help: "Use every drawing of the data, not only those that a training holds out.")
  var all = false

  @Flag(help: "Show each class's numbers too.")
  var classes = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try Failure.reported(trained.terminal) {
      let console = trained.terminal.console
      let model = try trained.load()
      let source = try model.openData(data, all: all)
      source.notices.forEach { console.say("note: \($0)") }
      if source.skips.skipped > 0 { console.say("\(source.skips)") }
      let evaluation = try ModelEvaluation(of: model, on: source) { done, count in
        console.rewrite("evaluating: \(Format.count(done)) of \(Format.count(count)) drawings")
      }
      console.rewrite("")
      if json { return console.result("\(evaluation.json(withClasses: classes))") }
      text(evaluation).forEach(console.result)
    }
  }

  private func text(_ evaluation: ModelEvaluation) -> [String] {
    let count = evaluation.means.count
    let title =
      "\(evaluation.model) after step \(Format.count(evaluation.step)) on "
      + "\(Format.count(count)) drawings (\(evaluation.data))"
    var table = TextTable([("metric", .left), ("value", .right), ("95 % interval", .left)])
    table.append(["loss", Format.decimal(evaluation.means.loss, 4), ""])
    for metric in evaluation.means.metrics {
      let range = metric.interval(count: count)
      let value = range == nil ? Format.decimal(metric.value, 4) : Format.percent(metric.value, 2)
      table.append([metric.name, value, range.map(Format.range) ?? ""])
    }
    if let report = evaluation.report {
      append(report, to: &table, withShares: !evaluation.means.metrics.contains(where: \.isShare))
    }
    var lines = [title, ""] + table.lines()
    lines.append("")
    lines.append(
      "\(Format.decimal(evaluation.rate, 0)) drawings/s, "
        + "\(Format.duration(evaluation.means.seconds)) in all")
    if classes, let report = evaluation.report {
      lines += [""] + perClass(report, evaluation.classes)
    }
    return lines
  }

  /// Appends what is said of every classifier; its accuracies only where the model has none itself.
  private func append(
    _ report: ClassificationReport, to table: inout TextTable, withShares: Bool
  ) {
    if withShares {
      table.append([
        "accuracy", Format.percent(report.accuracy, 2), Format.range(report.accuracyInterval),
      ])
      table.append(["top 3", Format.percent(report.topThree, 2), ""])
    }
    let shares = [
      ("balanced accuracy", report.balancedAccuracy), ("macro F1", report.macroF1),
      ("weighted F1", report.weightedF1),
    ]
    for (name, value) in shares { table.append([name, Format.percent(value, 2), ""]) }
    let numbers = [
      ("MAP@3", report.meanAveragePrecisionAtThree), ("log loss", report.logLoss),
      ("kappa", report.kappa), ("Matthews", report.matthewsCorrelation),
    ]
    for (name, value) in numbers { table.append([name, Format.decimal(value, 4), ""]) }
  }

  private func perClass(_ report: ClassificationReport, _ names: [String]) -> [String] {
    var table = TextTable([
      ("class", .left), ("drawings", .right), ("precision", .right), ("recall", .right),
      ("F1", .right),
    ])
    for (name, scores) in zip(names, report.classes) {
      table.append([
        name, Format.count(scores.support), Format.percent(scores.precision),
        Format.percent(scores.recall), Format.percent(scores.f1),
      ])
    }
    return table.lines()
  }
}
