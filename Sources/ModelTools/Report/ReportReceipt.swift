import QuickDrawModels
import Runtime

/// How a run was made: its receipt and its model file.
struct ReportReceipt {
  private let run: RunOverview

  init(_ run: RunOverview) { self.run = run }

  /// The section's lines.
  var lines: [String] {
    var table = HTMLTable("Receipt", [("what", false), ("value", false)])
    for member in run.receipt.members { append(member.name, member.value, to: &table) }
    var lines = ["<section><h2>The receipt</h2>"]
    if let words = run.receipt["command"]?.array?.compactMap(\.string) {
      lines.append(
        "<pre class=\"command\"><code>\(Markup.escaped(Self.command(words)))</code></pre>")
    }
    lines += ["<details><summary>How the run was made</summary>"] + table.lines + ["</details>"]
    if let text = try? InputFile.contents(of: run.folder.resolvedModel, limit: 1 << 20) {
      let yaml = Markup.escaped(String(decoding: text, as: UTF8.self))
      lines += [
        "<details><summary>The model file, with every edit applied</summary>",
        "<pre><code>\(yaml)</code></pre></details>",
      ]
    }
    return lines + ["</section>"]
  }

  private func append(_ name: String, _ value: JSONValue, to table: inout HTMLTable) {
    if let members = value.object?.members {
      for member in members { append("\(name).\(member.name)", member.value, to: &table) }
      return
    }
    guard name != "command" else { return }
    table.append([.heading(name.replacing("_", with: " ")), .text(Self.text(value))])
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .array(let values): values.map { text($0) }.joined(separator: ", ")
    case .null: "none"
    default: "\(value)"
    }
  }

  /// A command line that a shell would take as it was; the program by its name alone.
  private static func command(_ words: [String]) -> String {
    words.enumerated().map { index, word in
      if index == 0 { return String(word.split(separator: "/").last ?? "graphrun") }
      let isPlain =
        !word.isEmpty
        && word.allSatisfy {
          $0.isLetter || $0.isNumber || "-_./=:,+%@".contains($0)
        }
      return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }.joined(separator: " ")
  }
}
