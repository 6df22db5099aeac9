import ArgumentParser
import Kernels
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun time`.
struct Time: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time a model's steps, as a whole and node by node.",
    discussion: """
      Examples:
        graphrun time models/quickdraw.yaml --batch 64 --length 40
        graphrun time models/quickdraw.yaml --mode infer --batch 1 --json

      The numbers are what the machine does now: run it twice before you believe a difference.
      """)

  @OptionGroup var model: ModelOptions

  @Option(help: "What to time: train (forward, backward, optimizer) or infer (forward).")
  var mode: ModelTimer.Mode = .train

  @Option(help: "Drawings in a batch.")
  var batch = 8

  @Option(help: "Points of each drawing.")
  var length = 40

  @Option(
    help: ArgumentHelp(
      "Take the batches from a safetensors file instead: ink0, len0, lab0, ink1, …",
      valueName: "file"))
  var batches: String?

  @Option(help: "Steps to time.")
  var steps = 20

  @Option(help: "The threads to use; all cores by default.")
  var threads: Int?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard (1...65_536).contains(batch), (1...65_536).contains(length), steps > 0 else {
      throw ValidationError("--batch, --length and --steps want numbers from 1 on")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads wants a number from 1 to 1024, not \(threads)")
    }
  }

  func run() throws {
    try Failure.reported(model.terminal) {
      WorkerPool.configure(threads: threads ?? WorkerPool.cores)
      let checked = try model.checked(showsWarnings: false)
      guard let lowered = checked.lower(.training) else { throw ModelError.invalid }
      let feed = try DrawingFeed(lowered)
      let timed =
        try batches.map { try TimedBatches(file: $0, feed: feed) }
        ?? TimedBatches(batch: batch, length: length, feed: feed)
      let report = try ModelTimer(checked, mode: mode).run(timed, steps: steps)
      let console = model.terminal.console
      if json { return console.result("\(JSONValue.object(object(report)))") }
      table(report).forEach(console.result)
      console.result("")
      console.result(
        "\(mode.rawValue): \(Format.decimal(report.milliseconds, 2)) ms a step, "
          + "\(Format.decimal(report.drawingsPerSecond, 0)) drawings/s, "
          + "\(Format.decimal(report.pointsPerSecond, 0)) points/s; start to first step "
          + "\(Format.decimal(report.startToFirstStep, 2)) s; peak memory "
          + Format.bytes(report.peakMemory)
          + (report.forecast.map { ", foretold \(Format.bytes($0.total))" } ?? ""))
    }
  }

  private func table(_ report: ModelTimer.Report) -> [String] {
    var table = TextTable([
      ("node", .left), ("op", .left), ("ms", .right), ("share", .right), ("GFLOP/s", .right),
    ])
    let total = report.nodes.reduce(0) { $0 + $1.milliseconds }
    for node in report.nodes {
      let rate = node.flopsPerSecond > 0 ? Format.decimal(node.flopsPerSecond / 1e9, 1) : ""
      table.append([
        node.name, node.op, Format.decimal(node.milliseconds, 3),
        Format.percent(node.milliseconds / max(total, 1e-12)), rate,
      ])
    }
    table.append(["graph", "", Format.decimal(total, 3), "", ""])
    return table.lines(footerRows: 1)
  }

  private func object(_ report: ModelTimer.Report) -> JSONObject {
    var object = JSONObject()
    object["mode"] = .string(mode.rawValue)
    object["threads"] = .integer(WorkerPool.shared.threads)
    object["ms_median"] = .number(report.milliseconds)
    object["drawings_per_s"] = .number(report.drawingsPerSecond)
    object["points_per_s"] = .number(report.pointsPerSecond)
    object["start_to_first_step_s"] = .number(report.startToFirstStep)
    object["peak_mb"] = .number(report.peakMemory / 1e6)
    if let forecast = report.forecast {
      object["predicted_peak_mb"] = .number(forecast.total / 1e6)
      object["predicted_arena_mb"] = .number(forecast.arena / 1e6)
    }
    object["nodes"] = .array(
      report.nodes.map {
        [
          "name": .string($0.name), "op": .string($0.op), "ms": .number($0.milliseconds),
          "gflop_per_s": .number($0.flopsPerSecond / 1e9),
        ]
      })
    return object
  }
}

extension ModelTimer.Mode: ExpressibleByArgument {}
