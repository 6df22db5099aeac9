import Foundation

/// Standard output for results, standard error for talk, and what the terminal can do.
struct Console: Sendable {
  /// When to use colour.
  enum Color: String, CaseIterable, Sendable {
    case auto, always, never
  }

  /// Whether messages on standard error may use colour.
  let usesColor: Bool
  /// Whether results on standard output may use colour.
  let colorsResults: Bool
  /// Whether standard error is a terminal whose last line can be rewritten.
  let rewritesLines: Bool

  init(color: Color = .auto) {
    let environment = ProcessInfo.processInfo.environment
    let allowsColor = (environment["NO_COLOR"] ?? "").isEmpty
    func isTerminal(_ descriptor: Int32) -> Bool {
      isatty(descriptor) != 0 && environment["TERM"] != "dumb"
    }
    func usesColor(on descriptor: Int32) -> Bool {
      switch color {
      case .always: true
      case .never: false
      case .auto: isTerminal(descriptor) && allowsColor
      }
    }
    rewritesLines = isTerminal(STDERR_FILENO)
    self.usesColor = usesColor(on: STDERR_FILENO)
    colorsResults = usesColor(on: STDOUT_FILENO)
  }

  /// The columns of the terminal, 80 when it does not say.
  var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes a line to standard error.
  func say(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

  /// Writes a text that ends with a line break to standard error.
  func write(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Writes a line to standard output.
  func result(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

  /// Rewrites the last line of standard error; an empty text removes it.
  func rewrite(_ text: String) {
    guard rewritesLines else { return }
    write("\r\u{1B}[K" + String(text.prefix(width - 1)), to: STDERR_FILENO)
  }

  /// The text in bold, when colour is used.
  func bold(_ text: String) -> String { usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  private func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      // A closed pipe or a full disk under the output is the reader's business, not the run's.
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
