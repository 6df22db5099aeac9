import ArgumentParser

/// `graphrun ckpt`.
struct CkptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ckpt",
    abstract: "Look into checkpoints, compare them, and exchange weights with other frameworks.",
    discussion: """
      Example: graphrun ckpt show runs/quickdraw-1
      """,
    subcommands: [
      CkptLsCommand.self, CkptShowCommand.self, CkptDiffCommand.self, CkptExportCommand.self,
      CkptImportCommand.self,
    ])
}
