import Foundation
import GraphDSL
import QuickDrawModels
import Runtime

/// The text of a model file, which need not be right to be laid out.
public struct ModelText: Sendable {
  /// The file.
  public let file: SourceFile
  private let sources: SourceSet

  /// A text that was read already.
  public init(_ file: SourceFile) {
    self.file = file
    var sources = SourceSet()
    _ = sources.add(file)
    self.sources = sources
  }

  /// Reads a file.
  ///
  /// - Throws: ``CheckedModel/Unreadable`` when there is none, or it cannot be a model file.
  public init(path: String) throws(CheckedModel.Unreadable) {
    do {
      self.init(try SourceFile.load(path: path))
    } catch {
      var diagnostics = Diagnostics()
      diagnostics.report(error)
      throw CheckedModel.Unreadable(sources: SourceSet(), diagnostics: diagnostics)
    }
  }

  /// The text in canonical layout.
  ///
  /// - Throws: ``CheckedModel/Unreadable`` when it is not good YAML.
  public func formatted() throws(CheckedModel.Unreadable) -> String {
    var diagnostics = Diagnostics()
    guard let text = ModelFormatter.format(file, into: &diagnostics) else {
      throw CheckedModel.Unreadable(sources: sources, diagnostics: diagnostics)
    }
    return text
  }

  /// The mapping at the top, as it is written.
  ///
  /// - Throws: ``CheckedModel/Unreadable`` when it is not good YAML.
  public func document() throws(CheckedModel.Unreadable) -> YAMLNode {
    var diagnostics = Diagnostics()
    let document = YAMLReader.read(file, index: 0, into: &diagnostics)
    guard let document, !diagnostics.hasErrors else {
      throw CheckedModel.Unreadable(sources: sources, diagnostics: diagnostics)
    }
    return document
  }

  /// Replaces the file's text as a whole; a link stays a link and the permissions stay.
  ///
  /// - Throws: `FileError` when it cannot be written; the file is then as it was.
  public func replace(with text: String) throws {
    let path = URL(fileURLWithPath: file.path).resolvingSymlinksInPath().path
    let kept = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    try AtomicFile.write(text, to: path)
    if let kept {
      try FileManager.default.setAttributes([.posixPermissions: kept], ofItemAtPath: path)
    }
  }
}
