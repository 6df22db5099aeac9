import Runtime

/// A share and its interval as a dot on a line from 0 to 1.
enum IntervalSVG {
  /// The element; the ends of the interval are its title.
  static func text(_ share: Double, _ range: ConfidenceInterval) -> String {
    func place(_ value: Double) -> String { Markup.number(4 + value * 132) }
    return "<svg class=\"interval\" viewBox=\"0 0 140 14\" role=\"img\">"
      + "<title>\(Format.range(range)) %</title>"
      + "<path class=\"track\" d=\"M4 7H136\"/>"
      + "<path class=\"range\" d=\"M\(place(range.lower)) 7H\(place(range.upper))\"/>"
      + "<circle class=\"share\" cx=\"\(place(share))\" cy=\"7\" r=\"3.5\"/></svg>"
  }
}
