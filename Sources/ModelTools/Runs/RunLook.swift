import Runtime

/// How a run is told from others in pictures: by a letter, a hue and dashes.
///
/// Runs that differ in nothing but their seed look the same, so that one sees what a setting does beside
/// what chance does.
public struct RunLook: Sendable, Hashable {
  /// Its place among the looks, from 0.
  let number: Int

  /// What stands at the end of its curves: `A`, …, `Z`, `A2`, ….
  public var letter: String {
    let letter = String(UnicodeScalar(UInt8(65 + number % 26)))
    return number < 26 ? letter : "\(letter)\(number / 26 + 1)"
  }

  /// The class of its colour.
  var hue: String { ChartStyle.hue(of: number) }

  /// The attribute of its dashes, with a space before it; empty for a whole line.
  var dashes: String {
    ChartStyle.dashes(of: number).map { " stroke-dasharray=\"\($0)\"" } ?? ""
  }

  /// The look of each of `count` runs that differ so.
  static func all(of count: Int, _ differences: SettingDifferences) -> [RunLook] {
    let settings = differences.rows.filter { $0.name != "seed" }
    // Without a seed, or with nothing else, each run is one of a kind.
    guard settings.count < differences.rows.count, !settings.isEmpty else {
      return (0..<count).map(RunLook.init)
    }
    var kinds: [[AttributeValue?]] = []
    return (0..<count).map { run in
      let kind = settings.map { $0.values[run] }
      if let index = kinds.firstIndex(of: kind) { return RunLook(number: index) }
      kinds.append(kind)
      return RunLook(number: kinds.count - 1)
    }
  }
}
