/// Colours and letters of pictures, for light and for dark paper.
///
/// The hues are those of Okabe and Ito (2008), which colour-blind readers tell apart; a family is also
/// told by the words in its boxes.
enum PlotStyle {
  /// The style sheet of a picture that stands alone.
  static let sheet = "<style>\n\(rules)\n</style>"

  /// The rules for a picture inside a page, where they must touch nothing else.
  ///
  /// - Parameter scope: A selector of the picture, such as `.graph`.
  /// - Returns: The rules, a line each.
  static func rules(scope: String) -> String {
    rules.split(separator: "\n").map { line in
      line == "}" || line.hasPrefix("@") ? String(line) : scoped(line, scope)
    }.joined(separator: "\n")
  }

  private static func scoped(_ rule: Substring, _ scope: String) -> String {
    guard let brace = rule.firstIndex(of: "{") else { return String(rule) }
    let selectors = rule[..<brace].split(separator: ",").map { selector in
      "\(scope) \(selector.trimmingPrefix(" "))"
    }
    return selectors.joined(separator: ",") + rule[brace...]
  }

  /// Plain classes, because not every reader of SVG knows variables.
  private static let rules = """
    text { font-family: Helvetica, Arial, "DejaVu Sans", sans-serif; fill: #1b1f24; }
    .paper { fill: #ffffff; }
    .title { font-size: 17px; font-weight: bold; }
    .subtitle { font-size: 12px; fill: #57606a; }
    .name { font-size: 13px; font-weight: bold; text-anchor: middle; }
    .detail { font-size: 11.5px; text-anchor: middle; fill: #3d444d; }
    .kind { font-size: 11.5px; font-weight: normal; fill: #3d444d; }
    .axis { font-style: italic; }
    .heading { font-size: 12px; font-weight: bold; fill: #57606a; }
    .legend { font-size: 11.5px; fill: #57606a; }
    .frame { fill: #57606a; fill-opacity: 0.06; stroke: #8c959f; stroke-width: 1; }
    .line { fill: none; stroke: #57606a; stroke-width: 1.5; }
    .tip { fill: #57606a; }
    .node { stroke-width: 1.5; }
    \(rules(light))
    @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .paper { fill: #0d1117; }
    .subtitle, .heading, .legend { fill: #9198a1; }
    .detail, .kind { fill: #c9d1d9; }
    .frame { fill: #9198a1; fill-opacity: 0.09; stroke: #656c76; }
    .line { stroke: #9198a1; }
    .tip { fill: #9198a1; }
    \(rules(dark))
    }
    """

  /// The head of a line, as a marker of this name.
  static func arrow(_ name: String) -> String {
    """
    <defs><marker id="\(name)" viewBox="0 0 8 8" refX="2" refY="4" markerWidth="8" markerHeight="8" \
    markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M0 0.5L8 4L0 7.5z"/></marker></defs>
    """
  }

  /// The fill and the stroke of a family on white paper.
  static func light(_ family: PlotFamily) -> (fill: String, stroke: String) {
    switch family {
    case .input: ("#ffffff", "#57606a")
    case .window: ("#d9eefb", "#0072b2")
    case .sequence: ("#fde8cf", "#d55e00")
    case .reduction: ("#f6e1ee", "#cc79a7")
    case .learned: ("#d5f1e6", "#009e73")
    case .pointwise: ("#f0f2f4", "#8c959f")
    case .number: ("#fbf6cd", "#b8a300")
    }
  }

  /// The fill and the stroke of a family on dark paper.
  static func dark(_ family: PlotFamily) -> (fill: String, stroke: String) {
    switch family {
    case .input: ("#0d1117", "#9198a1")
    case .window: ("#0c2d48", "#56b4e9")
    case .sequence: ("#46230b", "#f0883e")
    case .reduction: ("#42203a", "#e39ac4")
    case .learned: ("#06392b", "#2fc295")
    case .pointwise: ("#21262d", "#768390")
    case .number: ("#3b3506", "#e3d150")
    }
  }

  private static func rules(_ colours: (PlotFamily) -> (fill: String, stroke: String)) -> String {
    PlotFamily.allCases.map { family in
      let (fill, stroke) = colours(family)
      return ".\(family.rawValue) { fill: \(fill); stroke: \(stroke); }"
    }.joined(separator: "\n")
  }
}
