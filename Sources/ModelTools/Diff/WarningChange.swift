import Foundation
import GraphDSL
import QuickDrawModels

/// A warning that one side has and the other does not, or that both have.
public struct WarningChange: Sendable, Equatable {
  /// Such as `padding-leak`.
  public let code: String
  /// One sentence.
  public let message: String
  /// The file's name and the line, such as `quickdraw.yaml:38`; nil without a place.
  public let place: String?
  /// Who has it.
  public let sign: DiffSign

  static func changes(_ old: CheckedModel, _ new: CheckedModel) -> [WarningChange] {
    func key(_ diagnostic: Diagnostic) -> [String] { [diagnostic.code, diagnostic.message] }
    let (before, after) = (warnings(old), warnings(new))
    let (gone, come) = (Set(before.map(key)), Set(after.map(key)))
    return before.filter { !come.contains(key($0)) }.map { WarningChange($0, old, .removed) }
      + after.map { WarningChange($0, new, gone.contains(key($0)) ? .same : .added) }
  }

  private static func warnings(_ model: CheckedModel) -> [Diagnostic] {
    model.diagnostics.sorted.filter { $0.severity == .warning }
  }

  private init(_ diagnostic: Diagnostic, _ model: CheckedModel, _ sign: DiffSign) {
    code = diagnostic.code
    message = diagnostic.message
    place = diagnostic.span.map { span in
      let file = model.sources.file(of: span)
      let name = URL(fileURLWithPath: file.path).lastPathComponent
      return "\(name):\(file.location(of: span.bytes.lowerBound).line)"
    }
    self.sign = sign
  }
}
