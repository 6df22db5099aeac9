import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun summary`.
struct Summary: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a model's nodes, shapes, parameters, operations and memory.",
    discussion: "Example: graphrun summary models/quickdraw.yaml")

  @OptionGroup var model: ModelOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let checked = try model.checked(showsWarnings: false)
    guard let lowered = checked.lower(.training) else { throw ExitStatus.bug.exit }
    let store = ParameterStore(for: lowered.graph.builder.graph)
    let summary = ModelSummary(lowered.graph, parameters: store)
    let memory = try lowered.train.map { train in
      MemoryFormula(
        try TrainingProgram(lowered.graph, parameters: store, recipe: train.recipe))
    }
    let console = model.terminal.console
    if json { return console.result("\(JSONValue.object(summary.json(lowered.name, memory)))") }
    console.result("\(lowered.name) (\(model.file))")
    table(summary).forEach(console.result)
    if let memory {
      console.result("")
      console.result(
        "memory to train: \(Format.bytes(memory.fixed)) + \(Format.bytes(memory.perExample)) a "
          + "drawing + \(Format.bytes(memory.perStep)) a point of a batch")
    }
  }

  private func table(_ summary: ModelSummary) -> [String] {
    var table = TextTable([
      ("node", .left), ("op", .left), ("shape", .left), ("parameters", .right),
      ("FLOP a point", .right), ("FLOP a drawing", .right),
    ])
    func cells(_ cost: ModelSummary.Cost) -> [String] {
      [cost.perStep, cost.perExample].map { $0 < 0.5 ? "" : Format.count(Int($0.rounded())) }
    }
    for row in summary.rows {
      let parameters = row.parameters == 0 ? "" : Format.count(row.parameters)
      table.append([row.name, row.op, row.shape, parameters] + cells(row.cost))
    }
    table.append(["total", "", "", Format.count(summary.parameterCount)] + cells(summary.cost))
    return table.lines(footerRows: 1)
  }
}

extension ModelSummary {
  /// The summary as a script reads it.
  fileprivate func json(_ name: String, _ memory: MemoryFormula?) -> JSONObject {
    var object = JSONObject()
    object["name"] = .string(name)
    object["parameters"] = .integer(parameterCount)
    object["flop_per_point"] = .number(cost.perStep)
    object["flop_per_drawing"] = .number(cost.perExample)
    if let memory {
      object["memory"] = [
        "fixed": .number(memory.fixed), "per_drawing": .number(memory.perExample),
        "per_point": .number(memory.perStep),
      ]
    }
    object["nodes"] = .array(
      rows.map {
        [
          "name": .string($0.name), "op": .string($0.op), "shape": .string($0.shape),
          "parameters": .integer($0.parameters), "flop_per_point": .number($0.cost.perStep),
          "flop_per_drawing": .number($0.cost.perExample),
        ]
      })
    return object
  }
}
