import Foundation
import GraphDSL
import QuickDrawModels
import TestSupport
import Testing

/// Mistakes that people make, one in each file of `Tests/Mistakes`, and what they are told.
///
/// The messages stand in one golden file, to be read as a user would.
@Suite struct MistakesTests {
  private static let folder = "Tests/Mistakes"

  /// What is said about a file.
  private struct Report {
    let name: String
    let text: String
    let diagnostics: Diagnostics
    let isTrainable: Bool

    init(_ name: String) {
      self.name = name
      let path = Repository.root.appending(path: "\(MistakesTests.folder)/\(name).yaml").path
      let sources: SourceSet
      do {
        let model = try CheckedModel(path: path)
        (sources, diagnostics) = (model.sources, model.diagnostics)
        isTrainable = model.lower(.training) != nil
      } catch {
        (sources, diagnostics) = (error.sources, error.diagnostics)
        isTrainable = false
      }
      text = DiagnosticRenderer(sources: sources).render(diagnostics)
        .replacing("\(Repository.root.path)/\(MistakesTests.folder)/", with: "")
    }
  }

  private static func reports() throws -> [Report] {
    let folder = Repository.root.appending(path: folder).path
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".yaml") && $0 != "base.yaml" }
      .map { Report(String($0.dropLast(5))) }
  }

  @Test func everyMistakeIsToldOnceWithItsPlaceAndHelp() throws {
    let reports = try Self.reports()
    #expect(reports.count >= 80)
    for report in reports {
      #expect(!report.isTrainable, "\(report.name) could be trained")
      let errors = report.diagnostics.all.filter { $0.severity == .error }
      #expect(errors.count == 1, "\(report.name): \(errors.map(\.message))")
      #expect(report.diagnostics.all.count == errors.count, "\(report.name) has warnings besides")
      for error in errors {
        #expect(error.span != nil, "\(report.name) has no place")
        #expect(error.hint != nil || !error.notes.isEmpty, "\(report.name) has no help")
      }
    }
  }

  @Test func theMessagesAreThoseThatWereRead() throws {
    let texts = try Self.reports().map { report in
      let source = try String(
        contentsOf: Repository.root.appending(path: "\(Self.folder)/\(report.name).yaml"),
        encoding: .utf8)
      let subject = source.prefix { $0 != "\n" }.dropFirst(2)
      return "=== \(report.name): \(subject)\n\(report.text)"
    }
    try expectGolden(texts.joined(separator: "\n"), "mistakes.txt")
  }
}
