import Foundation
import Runtime

/// A condition on a run, such as `num_nodes=64`, `accuracy>=0.9` or `state!=running`.
public struct RunFilter: Sendable {
  private enum Comparison: String, CaseIterable {
    // Longer ones first, so that `<=` is not read as `<`.
    case notEqual = "!="
    case atMost = "<="
    case atLeast = ">="
    case equal = "="
    case below = "<"
    case above = ">"
  }

  private let key: RunKey
  private let comparison: Comparison
  private let wanted: String

  /// A condition.
  ///
  /// - Parameters:
  ///   - text: A key of ``RunKey``, a comparison, a value; `90%` is 0.9.
  ///   - runs: The runs that it is for.
  /// - Throws: ``RunQueryError`` when there is no comparison in it, or no such key.
  public init(_ text: String, among runs: [RunOverview]) throws(RunQueryError) {
    guard
      let place = text.firstIndex(where: { "!<>=".contains($0) }),
      let comparison = Comparison.allCases.first(where: { text[place...].hasPrefix($0.rawValue) })
    else {
      throw RunQueryError(
        "a filter is a key, one of = != < <= > >= and a value, not `\(text)`",
        hint: "such as num_nodes=64 or 'accuracy>0.9'")
    }
    key = try RunKey(
      text[..<place].trimmingCharacters(in: .whitespaces), among: runs)
    self.comparison = comparison
    wanted = text[place...].dropFirst(comparison.rawValue.count)
      .trimmingCharacters(in: .whitespaces)
    guard [.equal, .notEqual].contains(comparison) || Self.number(wanted) != nil else {
      throw RunQueryError(
        "`\(comparison.rawValue)` compares numbers, and `\(wanted)` is none",
        hint: "for texts there are = and !=")
    }
  }

  /// Whether a run fulfils the condition; one without such a value fulfils `!=` alone.
  public func accepts(_ run: RunOverview) -> Bool {
    guard let value = key.value(of: run) else { return comparison == .notEqual }
    if case .number(let number) = value, let limit = Self.number(wanted) {
      return switch comparison {
      case .equal: number == limit
      case .notEqual: number != limit
      case .below: number < limit
      case .atMost: number <= limit
      case .above: number > limit
      case .atLeast: number >= limit
      }
    }
    let text =
      switch value {
      case .text(let text): text
      case .number(let number): "\(number)"
      }
    switch comparison {
    case .equal: return text == wanted
    case .notEqual: return text != wanted
    default: return false
    }
  }

  private static func number(_ text: String) -> Double? {
    text.hasSuffix("%")
      ? Double(text.dropLast().trimmingCharacters(in: .whitespaces)).map { $0 / 100 }
      : Double(text)
  }
}
