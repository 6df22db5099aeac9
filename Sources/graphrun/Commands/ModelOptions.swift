import ArgumentParser
import GraphDSL
import QuickDrawModels

/// The options of every command that reads a model file.
struct ModelOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The model file; quickdraw.yaml is found wherever you are.", valueName: "file"),
    completion: .file(extensions: ["yaml"]))
  var givenFile: String

  /// The model file's path.
  var file: String { ModelFile.path(of: givenFile) }

  @OptionGroup var edits: EditOptions

  /// Changes to the file, as `path=value`.
  var sets: [String] { edits.sets }
  /// How the command talks.
  var terminal: TerminalOptions { edits.terminal }

  /// Reads and checks the file; shows what is wrong with it.
  ///
  /// - Throws: The exit status when the file has errors.
  func checked(showsWarnings: Bool = true) throws -> CheckedModel {
    try edits.checked(file, showsWarnings: showsWarnings)
  }
}

/// How a command talks.
struct TerminalOptions: ParsableArguments {
  @Option(help: "When messages use colour: auto, always or never.")
  var color: Console.Color = .auto

  @Option(help: "How problems in the model file are shown: text, json or github.")
  var format: DiagnosticRenderer.Format = .text

  /// Standard output and standard error.
  var console: Console { Console(color: color) }

  /// Shows a file's problems.
  ///
  /// - Throws: The exit status when there is an error.
  func show(_ model: CheckedModel, showsWarnings: Bool) throws {
    guard model.diagnostics.hasErrors || showsWarnings, !model.diagnostics.all.isEmpty else {
      return
    }
    show(model.diagnostics, model.sources)
    if model.diagnostics.hasErrors { throw ExitStatus.badInput.exit }
  }

  /// Shows why a file is no model file, and returns the exit status.
  func show(_ error: CheckedModel.Unreadable) -> ExitCode {
    show(error.diagnostics, error.sources)
    // Nothing was read at all when there is no text.
    return (error.sources.files.isEmpty ? ExitStatus.missingInput : .badInput).exit
  }

  /// Shows why a training failed.
  func show(_ error: DivergedTraining) {
    var diagnostics = Diagnostics()
    diagnostics.report(error.diagnostic)
    console.rewrite("")
    show(diagnostics, error.sources)
  }

  private func show(_ diagnostics: Diagnostics, _ sources: SourceSet) {
    let renderer = DiagnosticRenderer(
      sources: sources, format: format, isColoured: console.usesColor)
    console.say(renderer.render(diagnostics))
  }
}

extension Console.Color: ExpressibleByArgument {}
extension DiagnosticRenderer.Format: ExpressibleByArgument {}
