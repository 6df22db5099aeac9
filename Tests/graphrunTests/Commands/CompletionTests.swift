import Foundation
import TestSupport
import Testing

/// Scripts that complete a command line.
@Suite struct CompletionTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test(arguments: ["bash", "zsh", "fish"])
  func everyShellHasAScript(shell: String) throws {
    let result = try program.run("--generate-completion-script", shell)
    #expect(result.status == 0)
    for command in ["train", "fmt", "ops", "summary"] {
      #expect(result.output.contains(command), "\(shell): \(command)")
    }
  }

  /// What bash offers once it has read the script.
  private func offers(_ words: [String]) throws -> [String] {
    let script = try program.run("--generate-completion-script", "bash").output
    try program.folder.write(script, to: "graphrun.bash")
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    try program.folder.write(
      """
      PATH="$1:$PATH"
      source ./graphrun.bash
      COMP_WORDS=(\(quoted)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
      _graphrun graphrun "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"

      """, to: "offers.bash")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["--norc", "offers.bash", Program.folder]
    process.currentDirectoryURL = URL(fileURLWithPath: program.folder.path)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(
      String.init)
  }

  @Test func bashCompletesCommandsFilesAndNames() throws {
    #expect(try offers(["graphrun", "summ"]) == ["summary"])
    try program.folder.write("graphrun: 1\n", to: "mine.yaml")
    try program.folder.write("", to: "mine.txt")
    #expect(try offers(["graphrun", "summary", "mi"]) == ["mine.yaml"])
    #expect(try offers(["graphrun", "ops", "conv1"]) == ["conv1d"])
    #expect(try offers(["graphrun", "show", "--stage", "gra"]).sorted() == ["gradient", "graph"])
  }
}
