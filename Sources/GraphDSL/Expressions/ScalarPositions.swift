/// Finds the place in the file of a part of a scalar's text.
///
/// A plain scalar on one line stands in the file as it is. In quotes some characters take one more
/// byte (`''` in single quotes, `\"` and `\\` in double quotes). Where neither explains the length
/// of the scalar, as in folded text, every part is placed at the whole scalar.
public struct ScalarPositions: Sendable {
  private let span: SourceSpan
  private let bytes: [UInt8]
  /// Where the text starts in the file, and which of its bytes are written as two; nil when unknown.
  private let layout: (start: Int, doubled: Set<UInt8>)?

  /// The positions of `scalar`, which stands at `span`.
  public init(_ scalar: YAMLScalar, at span: SourceSpan) {
    self.span = span
    bytes = Array(scalar.text.utf8)
    let start = span.bytes.lowerBound + (scalar.isQuoted ? 1 : 0)
    let written = span.bytes.count - (scalar.isQuoted ? 2 : 0)
    let extra = written - bytes.count
    let styles: [Set<UInt8>] =
      scalar.isQuoted ? [[], [UInt8(ascii: "'")], [UInt8(ascii: "\""), UInt8(ascii: "\\")]] : [[]]
    let text = bytes
    let doubled = styles.first { style in text.count(where: style.contains) == extra }
    layout = doubled.map { (start, $0) }
  }

  /// The place of the UTF-8 bytes `range` of the scalar's text.
  public func span(of range: Range<Int>) -> SourceSpan {
    guard let layout, range.upperBound <= bytes.count else { return span }
    let extraBefore = bytes[..<range.lowerBound].count(where: layout.doubled.contains)
    let extraInside = bytes[range].count(where: layout.doubled.contains)
    let start = layout.start + range.lowerBound + extraBefore
    return SourceSpan(file: span.file, start..<start + range.count + extraInside)
  }
}
