import Runtime

/// The text of a formula with the values of its `${…}`, and where each part of it was written.
///
/// A value stands as if in parentheses, so that `${p} ** 2` squares −3 too.
struct FormulaSource {
  /// What the op reads.
  let text: String
  /// Where the whole scalar stands.
  let span: SourceSpan
  private let parts: [Part]
  private let positions: ScalarPositions

  /// A stretch of the text.
  private struct Part {
    /// Its bytes in the text.
    let range: Range<Int>
    /// Its bytes in the scalar.
    let source: Range<Int>
    /// Whether the scalar holds the same bytes.
    let isLiteral: Bool
  }

  /// The formula that a scalar gives under the names of `scope`.
  ///
  /// - Throws: ``Diagnostic`` at the part that has no value.
  init(_ template: ScalarTemplate, in scope: ExpressionScope) throws(Diagnostic) {
    positions = template.positions
    span = template.span
    var (text, parts, position) = ("", [Part](), 0)
    for piece in template.pieces {
      let (written, source, isLiteral): (String, Range<Int>, Bool)
      switch piece {
      case .text(let literal):
        (written, isLiteral) = (literal, true)
        source = position..<position + literal.utf8.count
      case .expression(let expression, let start):
        let value: AttributeValue
        do {
          value = try expression.value(in: scope)
        } catch {
          throw Diagnostic(error.moved(by: start), at: template.positions)
        }
        let isWhole = template.expressionText != nil
        (written, isLiteral) = (isWhole ? value.description : Self.enclosed(value), false)
        // With `${` in front and `}` behind.
        let end = start + expression.text.utf8.count + 1
        source = isWhole ? 0..<template.scalar.text.utf8.count : start - 2..<end
      }
      let first = text.utf8.count
      text += written
      parts.append(Part(range: first..<text.utf8.count, source: source, isLiteral: isLiteral))
      position = source.upperBound
    }
    (self.text, self.parts) = (text, parts)
  }

  private static func enclosed(_ value: AttributeValue) -> String {
    let text = value.description
    let isAtom = Formula.canName(text) || text.first?.isNumber == true && Double(text) != nil
    return isAtom ? text : "(\(text))"
  }

  /// Whether all of the text was written as it is.
  var isVerbatim: Bool { parts.allSatisfy(\.isLiteral) }

  /// Where bytes of the text were written; those of a value are the whole `${…}`.
  func span(of range: Range<Int>) -> SourceSpan {
    guard let first = parts.last(where: { $0.range.lowerBound <= range.lowerBound }) ?? parts.first,
      let last = parts.last(where: { $0.range.lowerBound < range.upperBound }) ?? parts.first
    else { return span }
    let start =
      first.isLiteral
      ? first.source.lowerBound + range.lowerBound - first.range.lowerBound
      : range.lowerBound >= first.range.upperBound
        ? first.source.upperBound : first.source.lowerBound
    let end =
      last.isLiteral
      ? last.source.lowerBound + range.upperBound - last.range.lowerBound : last.source.upperBound
    return positions.span(of: start..<max(start, end))
  }
}
