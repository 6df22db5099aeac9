import Foundation
import Runtime
import TestSupport

/// A Chromium without a window, which opens pages as a reader does.
struct Browser {
  /// What was found out about a page.
  struct Visit {
    /// What a page's own script found, as ``measure`` writes it.
    let facts: JSONValue
    /// Lines that the browser's console got.
    let console: [Substring]
  }

  private let executable: URL

  /// The browser of this machine; nil when there is none.
  init?() {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"]
    let paths = names.flatMap { name in folders.map { "\($0)/\(name)" } }
    guard let path = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      return nil
    }
    executable = URL(fileURLWithPath: path)
  }

  /// Opens a page in a frame of a width, and measures what it became.
  ///
  /// - Parameters:
  ///   - html: The page.
  ///   - width: The frame's width in pixels.
  ///   - isDark: Whether the reader prefers dark paper.
  ///   - folder: Where files may be written.
  /// - Returns: What was found.
  /// - Throws: When the browser cannot be run or says nothing.
  func visit(
    _ html: String, width: Int, isDark: Bool = false, in folder: TemporaryFolder
  ) throws -> Visit {
    let page = try folder.write(Self.frame(html, width), to: "visited.html")
    let output = try folder.write("", to: "visited.out")
    let errors = try folder.write("", to: "visited.err")
    let process = Process()
    process.executableURL = executable
    process.arguments = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--user-data-dir=\(folder.file("browser"))", "--enable-logging=stderr",
      "--blink-settings=preferredColorScheme=\(isDark ? 0 : 1)", "--window-size=1400,1000",
      "--virtual-time-budget=4000", "--dump-dom", "file://\(page)",
    ]
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    try process.run()
    let start = ContinuousClock.now
    while process.isRunning, start.duration(to: .now) < .seconds(120) {
      Thread.sleep(forTimeInterval: 0.05)
    }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    let dom = try folder.text("visited.out")
    let log = try folder.text("visited.err")
    guard let start = dom.range(of: "<pre id=\"facts\">"),
      let end = dom.range(of: "</pre>", range: start.upperBound..<dom.endIndex)
    else { throw FileError(page, "the browser showed nothing: \(log.suffix(500))") }
    let facts = dom[start.upperBound..<end.lowerBound]
    return Visit(
      facts: try JSONValue(parsing: Array(facts.utf8)),
      console: log.split(separator: "\n").filter { $0.contains("CONSOLE") })
  }

  /// A page that holds another in a frame and writes down what it measures there.
  private static func frame(_ html: String, _ width: Int) -> String {
    let source = html.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    return """
      <!DOCTYPE html><html><body style="margin:0"><pre id="facts"></pre>
      <iframe id="page" style="border:0" width="\(width)" height="900" srcdoc="\(source)"></iframe>
      <script>
      window.onload = () => {
        const page = document.getElementById("page").contentDocument;
        const ids = [...page.querySelectorAll("[id]")].map(e => e.id);
        const pictures = [...page.querySelectorAll("svg")];
        const shown = pictures.filter(e => !e.closest("details"));
        document.getElementById("facts").textContent = JSON.stringify({
          width: page.documentElement.scrollWidth,
          height: page.documentElement.scrollHeight,
          title: page.title,
          headings: [...page.querySelectorAll("h2")].map(e => e.textContent),
          pictures: shown.length,
          flat: shown.filter(e => e.getBoundingClientRect().height < 2).length,
          untitled: pictures.filter(
            e => e.getAttribute("role") === "img" && !e.querySelector("title")).length,
          repeated: ids.filter((id, place) => ids.indexOf(id) !== place),
          paper: getComputedStyle(page.body).backgroundColor,
          ink: getComputedStyle(page.body).color,
        });
      };
      </script></body></html>
      """
  }
}
