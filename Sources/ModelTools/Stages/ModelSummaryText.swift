import QuickDrawModels
import Runtime

/// What a model is made of and what it costs: what `graphrun summary` prints.
public struct ModelSummaryText {
  private let name: String
  private let summary: ModelSummary
  private let memory: MemoryFormula?
  private let program: TrainingProgram?
  private let process: Double

  /// Summarises a model without errors.
  ///
  /// - Throws: ``ModelError`` when it has errors, `OpError` when its gradient cannot be made.
  public init(_ model: CheckedModel) throws {
    guard let lowered = model.lower(.training) else { throw ModelError.invalid }
    process = ProcessMemory.resident
    let store = ParameterStore(for: lowered.graph.builder.graph)
    name = lowered.name
    summary = ModelSummary(lowered.graph, parameters: store)
    program = try lowered.train.map { train in
      try TrainingProgram(lowered.graph, parameters: store, recipe: train.recipe)
    }
    memory = program.map { MemoryFormula($0) }
  }

  /// The peak memory of a process that trains on batches of one size; nil for a model that cannot.
  public func forecast(batch: Int, length: Int) -> MemoryForecast? {
    program.map { program in
      MemoryForecast(
        program, process: process,
        shape: program.executor.graph.uniformShape(batch: batch, length: length))
    }
  }

  /// A forecast in one line.
  public static func line(_ forecast: MemoryForecast, batch: Int, length: Int) -> String {
    "peak for \(batch) drawings of \(length) points: \(Format.bytes(forecast.total)), of it "
      + "\(Format.bytes(forecast.arena)) activations, \(Format.bytes(forecast.parameters)) parameters "
      + "and optimizer, \(Format.bytes(forecast.process)) the program itself"
  }

  /// The lines.
  ///
  /// - Parameter file: The path to name in the title.
  /// - Returns: The title, a table of the nodes and the memory that training needs.
  public func lines(file: String) -> [String] {
    var lines = ["\(name) (\(file))"] + table
    if let memory {
      lines += [
        "",
        "memory to train: \(Format.bytes(memory.fixed)) + \(Format.bytes(memory.perExample)) a "
          + "drawing + \(Format.bytes(memory.perStep)) a point of a batch",
      ]
    }
    return lines
  }

  private var table: [String] {
    let showsPadding = summary.leaksPadding
    var table = TextTable(
      [
        ("node", .left), ("op", .left), ("shape", .left), ("parameters", .right),
        ("FLOP a point", .right), ("FLOP a drawing", .right),
      ] + (showsPadding ? [("padding", .left)] : []))
    func cells(_ cost: ModelSummary.Cost) -> [String] {
      [cost.perStep, cost.perExample].map { $0 < 0.5 ? "" : Format.count(Int($0.rounded())) }
    }
    for row in summary.rows {
      let parameters = row.parameters == 0 ? "" : Format.count(row.parameters)
      table.append(
        [row.name, row.op, row.shape, parameters] + cells(row.cost)
          + (showsPadding ? [row.padding.text] : []))
    }
    table.append(
      ["total", "", "", Format.count(summary.parameterCount)] + cells(summary.cost)
        + (showsPadding ? [""] : []))
    return table.lines(footerRows: 1)
  }

  /// The summary as a script reads it.
  public var json: JSONValue { json(nil) }

  /// The summary as a script reads it, with the memory for a batch.
  public func json(_ forecast: MemoryForecast?) -> JSONValue {
    var object = JSONObject()
    object["name"] = .string(name)
    object["parameters"] = .integer(summary.parameterCount)
    object["flop_per_point"] = .number(summary.cost.perStep)
    object["flop_per_drawing"] = .number(summary.cost.perExample)
    if let memory {
      object["memory"] = [
        "fixed": .number(memory.fixed), "per_drawing": .number(memory.perExample),
        "per_point": .number(memory.perStep),
      ]
    }
    if let forecast {
      object["peak"] = [
        "total": .number(forecast.total), "arena": .number(forecast.arena),
        "parameters": .number(forecast.parameters), "batch": .number(forecast.batch),
        "process": .number(forecast.process),
      ]
    }
    object["nodes"] = .array(
      summary.rows.map {
        [
          "name": .string($0.name), "op": .string($0.op), "shape": .string($0.shape),
          "parameters": .integer($0.parameters), "flop_per_point": .number($0.cost.perStep),
          "flop_per_drawing": .number($0.cost.perExample), "padding": $0.padding.json,
        ]
      })
    return .object(object)
  }
}
