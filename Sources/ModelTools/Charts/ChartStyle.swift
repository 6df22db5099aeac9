/// Colours and letters of charts, for light and for dark paper.
///
/// The hues are those of Okabe and Ito (2008), which colour-blind readers tell apart; a run is also
/// told by the letter at its curve, and from the eighth on by its dashes.
enum ChartStyle {
  /// The hues of runs on white paper, in their order.
  static let light = [
    "#0072b2", "#d55e00", "#009e73", "#b8568f", "#b07d00", "#3a9bd9", "#6e7781",
  ]
  /// The hues of runs on dark paper.
  static let dark = [
    "#58a6e0", "#f0883e", "#2fc295", "#e39ac4", "#e3b341", "#9ad1ff", "#9198a1",
  ]

  /// The dashes of a run's curve; nil for a whole line.
  static func dashes(of run: Int) -> String? {
    let patterns = ["7 4", "2 4", "10 4 2 4"]
    let cycle = run / light.count
    return cycle == 0 ? nil : patterns[(cycle - 1) % patterns.count]
  }

  /// The class that gives a run its colour.
  static func hue(of run: Int) -> String { "hue\(run % light.count)" }

  /// The rules, for a style sheet that may hold others; plain classes, because not every reader of SVG
  /// knows variables.
  static let rules = """
    .chart text { font-family: -apple-system, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; \
    font-size: 12px; fill: #57606a; }
    .chart .heading { font-size: 14px; font-weight: 600; fill: #1b1f24; }
    .chart .mark { text-anchor: end; font-variant-numeric: tabular-nums; }
    .chart .step { text-anchor: middle; font-variant-numeric: tabular-nums; }
    .chart .letter { font-weight: 600; }
    .chart .name { fill: #1b1f24; }
    .chart .grid { stroke: #e4e8ec; stroke-width: 1; }
    .chart .base { stroke: #9aa4ae; stroke-width: 1; }
    .chart .curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
    .chart .thin { fill: none; stroke-width: 1.25; stroke-linejoin: round; stroke-opacity: 0.55; }
    .chart .raw { fill: none; stroke-width: 1; stroke-opacity: 0.25; }
    .chart .dot { stroke: none; }
    \(hues(light))
    @media (prefers-color-scheme: dark) {
    .chart text { fill: #9198a1; }
    .chart .heading, .chart .name { fill: #e6edf3; }
    .chart .grid { stroke: #262c34; }
    .chart .base { stroke: #5b646e; }
    \(hues(dark))
    }
    """

  private static func hues(_ colours: [String]) -> String {
    colours.enumerated().map { index, colour in
      ".chart .hue\(index) { stroke: \(colour); } "
        + ".chart .dot.hue\(index), .chart text.hue\(index) { fill: \(colour); stroke: none; }"
    }.joined(separator: "\n")
  }
}
