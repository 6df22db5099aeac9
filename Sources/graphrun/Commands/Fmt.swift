import ArgumentParser
import Foundation
import GraphDSL
import ModelTools
import QuickDrawModels
import Runtime

/// `graphrun fmt`.
struct Fmt: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lay model files out in the one canonical way; comments stay.",
    discussion: """
      Examples:
        graphrun fmt mine.yaml               rewrite the file
        graphrun fmt --check models/*.yaml   name those that would change, for CI
        graphrun fmt --diff mine.yaml        show what would change
        graphrun fmt - < mine.yaml           from standard input to standard output

      Exit status 1 when --check finds a file that would change.
      """)

  @Argument(
    help: ArgumentHelp("Model files; - reads standard input.", valueName: "file"),
    completion: .file(extensions: ["yaml"]))
  var files: [String]

  @Flag(help: "Change nothing; name the files that would change.")
  var check = false

  @Flag(help: "Change nothing; show what would change.")
  var diff = false

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    try Failure.reported(terminal) {
      var output = ResultOutput()
      var failure: ExitCode?
      for path in files {
        do {
          if try format(path, &output), check { failure = failure ?? ExitStatus.failed.exit }
        } catch let error as CheckedModel.Unreadable {
          // The other files are laid out all the same.
          let isBug = error.diagnostics.all.contains { $0.code == ModelFormatter.ownMistake }
          let shown = terminal.show(error)
          failure = isBug ? ExitStatus.bug.exit : shown
        }
      }
      try output.flush()
      if let failure { throw failure }
    }
  }

  /// Formats one file; true when it is not canonical.
  private func format(_ path: String, _ output: inout ResultOutput) throws -> Bool {
    let text = path == "-" ? try standardInput() : try ModelText(path: path)
    let new = try text.formatted()
    let isChanged = !text.file.isExactly(new)
    if check, isChanged { output.append(text.file.path) }
    if diff, isChanged {
      output.append(String(LineDiff.unified(text.file.text, new, name: text.file.path).dropLast()))
    }
    if check || diff { return isChanged }
    if path == "-" {
      output.append(String(new.dropLast()))
    } else if isChanged {
      try text.replace(with: new)
    }
    return isChanged
  }

  private func standardInput() throws -> ModelText {
    let most = SourceFile.largestSize
    let data = try FileHandle.standardInput.read(upToCount: most + 1) ?? Data()
    guard data.count <= most else {
      throw ValidationError("standard input has more than \(most) bytes; is it a model file?")
    }
    return ModelText(SourceFile(path: "<stdin>", bytes: Array(data)))
  }
}
