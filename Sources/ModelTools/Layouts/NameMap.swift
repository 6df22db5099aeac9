import GraphDSL
import QuickDrawModels
import Runtime

/// A file that says what the tensors of another program are called here: `their name: our name`, or
/// `their name: null` for one that is not wanted.
public struct NameMap: Sendable {
  /// Our names of theirs, in the order of the file.
  let names: [(other: String, own: String)]
  /// Those that are not wanted.
  let ignored: Set<String>

  /// Reads a map.
  ///
  /// - Throws: `CheckedModel.Unreadable` with every problem of the file.
  public init(_ path: String) throws(CheckedModel.Unreadable) {
    var (sources, diagnostics) = (SourceSet(), Diagnostics())
    let file: SourceFile
    do throws(Diagnostic) {
      file = try SourceFile.load(path: path)
    } catch {
      diagnostics.report(error)
      throw CheckedModel.Unreadable(sources: sources, diagnostics: diagnostics)
    }
    let index = sources.add(file)
    let node = YAMLReader.read(file, index: index, into: &diagnostics)
    var (names, ignored): ([(other: String, own: String)], Set<String>) = ([], [])
    for entry in node?.entries ?? [] {
      if entry.value.isNull {
        ignored.insert(entry.key.value)
      } else if let name = entry.value.scalar?.text {
        names.append((entry.key.value, name))
      } else {
        diagnostics.error(
          "`\(entry.key.value)` should be given a name or null, found \(entry.value.kind)",
          at: entry.value.span)
      }
    }
    guard !diagnostics.hasErrors, node != nil else {
      throw CheckedModel.Unreadable(sources: sources, diagnostics: diagnostics)
    }
    self.names = names
    self.ignored = ignored
  }
}
