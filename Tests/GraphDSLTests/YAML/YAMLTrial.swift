import Foundation

@testable import GraphDSL

/// What reading a text as YAML gave.
struct YAMLTrial {
  let node: YAMLNode?
  let diagnostics: Diagnostics
  let file: SourceFile

  init(_ text: String) { self.init(SourceFile(path: "model.yaml", text: text)) }

  init(bytes: [UInt8]) { self.init(SourceFile(path: "model.yaml", bytes: bytes)) }

  private init(_ file: SourceFile) {
    self.file = file
    var diagnostics = Diagnostics()
    node = YAMLReader.read(file, index: 0, into: &diagnostics)
    self.diagnostics = diagnostics
  }

  /// The messages, in the order of discovery.
  var messages: [String] { diagnostics.all.map(\.message) }

  /// The problems as a terminal shows them.
  var rendered: String {
    var sources = SourceSet()
    _ = sources.add(file)
    return DiagnosticRenderer(sources: sources).render(diagnostics)
  }
}

/// The processor time of a piece of work, in seconds; other tests' work does not count.
func processorSeconds(_ work: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
  let start = now()
  try work()
  return now() - start
}
