import Foundation
import QuickDrawModels

/// The values that a sweep tries: for each setting a list.
public struct SweepGrid: Sendable, Equatable {
  /// A setting and its values, as `--set` takes them.
  public struct Axis: Sendable, Equatable {
    public let name: String
    public let values: [String]
  }

  /// A value for each axis.
  public typealias Combination = [Setting]

  /// One value of one setting.
  public struct Setting: Sendable, Equatable {
    public let name: String
    public let value: String

    /// As `--set` takes it.
    public var text: String { "\(name)=\(value)" }
  }

  /// The most combinations.
  public static let mostCombinations = 10_000

  /// The axes, in the order given.
  public let axes: [Axis]

  /// Reads `--grid` options such as `num_nodes=64,128` and `num_conv=[16, 24],[32, 48]`.
  ///
  /// - Throws: ``SweepError`` that names the option that is wrong.
  public init(_ options: [String]) throws(SweepError) {
    var axes: [Axis] = []
    for option in options {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw SweepError(
          "`--grid \(option)` should be a setting, `=` and values with commas between them",
          hint: "such as --grid num_nodes=64,128")
      }
      let name = String(parts[0]).trimmed
      guard !axes.contains(where: { $0.name == name }) else {
        throw SweepError(
          "`--grid` names `\(name)` twice", hint: "write all its values in one option")
      }
      guard !["seed", "train.seed"].contains(name) else {
        throw SweepError("`--grid` cannot vary `\(name)`", hint: "--seeds 3 tries three seeds")
      }
      let values = Self.values(String(parts[1]))
      if values.contains("") {
        throw SweepError("`--grid \(option)` has an empty value")
      }
      if let twice = values.indices.first(where: { values[..<$0].contains(values[$0]) }) {
        throw SweepError("`--grid \(option)` has the value \(values[twice]) twice")
      }
      axes.append(Axis(name: name, values: values))
    }
    var count = 1
    for axis in axes {
      count *= axis.values.count
      guard count <= Self.mostCombinations else {
        throw SweepError("the grid has more than \(Self.mostCombinations) combinations")
      }
    }
    self.axes = axes
  }

  /// Every combination; the last axis varies fastest.
  public var combinations: [Combination] {
    axes.reduce([[]]) { combinations, axis in
      combinations.flatMap { begun in
        axis.values.map { begun + [Setting(name: axis.name, value: $0)] }
      }
    }
  }

  /// Some combinations, each at most once, always the same ones of a grid.
  ///
  /// - Throws: ``SweepError`` when there are not so many.
  public func combinations(random count: Int) throws(SweepError) -> [Combination] {
    let all = combinations
    guard (1...all.count).contains(count) else {
      throw SweepError(
        "--random wants a number from 1 to the grid's \(all.count) combinations, not \(count)")
    }
    var generator = SplitMix64(seed: 1)
    let chosen = all.indices.shuffled(using: &generator).prefix(count).sorted()
    return chosen.map { all[$0] }
  }

  /// The parts between commas that stand in no brackets or quotes.
  private static func values(_ text: String) -> [String] {
    var (values, depth, quote): ([String], Int, Character?) = ([""], 0, nil)
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if "[{(".contains(character) {
        depth += 1
      } else if "]})".contains(character) {
        depth -= 1
      } else if character == ",", depth == 0 {
        values.append("")
        continue
      }
      values[values.count - 1].append(character)
    }
    return values.map(\.trimmed)
  }
}

extension String {
  fileprivate var trimmed: String {
    trimmingCharacters(in: .whitespaces)
  }
}

/// Why a sweep cannot be done as asked.
public struct SweepError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One sentence with the user's names and numbers.
  public let message: String
  /// One thing to try.
  public let hint: String?

  /// An error.
  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  public var description: String { message + (hint.map { "\nhint: \($0)" } ?? "") }
}
