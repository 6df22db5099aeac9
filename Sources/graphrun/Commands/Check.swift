import ArgumentParser
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun check`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a model file without data and without running it.",
    discussion: "Example: graphrun check models/quickdraw.yaml --set num_nodes=256")

  @OptionGroup var model: ModelOptions

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Flag(
    help: "Print one JSON object when the file is right, with what each node does with padding.")
  var json = false

  func run() throws {
    let checked = try model.checked()
    let warnings = checked.diagnostics.all.count
    if strict, warnings > 0 { throw ExitStatus.badInput.exit }
    if json { return model.terminal.console.result("\(try object(checked, warnings))") }
    let note = warnings == 0 ? "" : ", \(warnings) warning\(warnings == 1 ? "" : "s")"
    model.terminal.console.result("\(model.file) is right\(note)")
  }

  private func object(_ checked: CheckedModel, _ warnings: Int) throws -> JSONValue {
    guard let lowered = checked.lower(.training) else { throw ExitStatus.bug.exit }
    let store = ParameterStore(for: lowered.graph.builder.graph)
    let summary = ModelSummary(lowered.graph, parameters: store)
    return [
      "file": .string(model.file), "warnings": .integer(warnings),
      "nodes": .array(
        summary.rows.map {
          ["name": .string($0.name), "op": .string($0.op), "padding": $0.padding.json]
        }),
    ]
  }
}
