import ArgumentParser
import QuickDrawModels

/// `graphrun check`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a model file without data and without running it.",
    discussion: "Example: graphrun check models/quickdraw.yaml --set num_nodes=256")

  @OptionGroup var model: ModelOptions

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  func run() throws {
    let checked = try model.checked()
    let warnings = checked.diagnostics.all.count
    if strict, warnings > 0 { throw ExitStatus.badInput.exit }
    let note = warnings == 0 ? "" : ", \(warnings) warning\(warnings == 1 ? "" : "s")"
    model.terminal.console.result("\(model.file) is right\(note)")
  }
}
