import Runtime

/// A scalar in which `$` may stand for parameters: a literal, `$expression`, or a text with
/// `${expression}` inside.
public struct ScalarTemplate: Sendable {
  /// A part of the scalar.
  enum Piece: Sendable {
    case text(String)
    /// An expression, and where its text starts in the scalar's.
    case expression(ScalarExpression, start: Int)
  }

  /// The scalar as written.
  public let scalar: YAMLScalar
  /// Where it stands.
  public let span: SourceSpan
  let pieces: [Piece]
  let positions: ScalarPositions

  /// Reads a scalar.
  ///
  /// - Parameters:
  ///   - scalar: The scalar.
  ///   - span: Where it stands.
  ///   - isExpression: Whether the whole scalar is an expression even without `$`, as in `if:`.
  /// - Throws: ``Diagnostic`` at the part that is not an expression.
  public init(
    _ scalar: YAMLScalar, at span: SourceSpan, isExpression: Bool = false
  ) throws(Diagnostic) {
    self.scalar = scalar
    self.span = span
    positions = ScalarPositions(scalar, at: span)
    do {
      pieces = try Self.pieces(of: scalar.text, isExpression: isExpression)
    } catch {
      throw Diagnostic(error, at: positions)
    }
  }

  private static func pieces(
    of text: String, isExpression: Bool
  ) throws(ExpressionError) -> [Piece] {
    let bytes = Array(text.utf8)
    let dollar = UInt8(ascii: "$")
    let opensBrace = bytes.starts(with: [dollar, UInt8(ascii: "{")])
    if bytes.first == dollar, !opensBrace {
      return [.expression(try expression(bytes, 1..<bytes.count), start: 1)]
    }
    if isExpression, !opensBrace {
      return [.expression(try expression(bytes, 0..<bytes.count), start: 0)]
    }
    var pieces: [Piece] = []
    var position = 0
    while position < bytes.count {
      let rest = bytes[position...]
      guard rest.starts(with: [dollar, UInt8(ascii: "{")]) else {
        let end = rest.dropFirst().firstIndex(of: dollar) ?? bytes.count
        pieces.append(.text(String(decoding: bytes[position..<end], as: UTF8.self)))
        position = end
        continue
      }
      guard let close = rest.firstIndex(of: UInt8(ascii: "}")) else {
        throw ExpressionError(
          "this `${` has no closing `}`", position..<bytes.count, hint: "write `${name}`")
      }
      let start = position + 2
      pieces.append(.expression(try expression(bytes, start..<close), start: start))
      position = close + 1
    }
    return pieces
  }

  private static func expression(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(ExpressionError) -> ScalarExpression {
    do {
      return try ScalarExpression(String(decoding: bytes[range], as: UTF8.self))
    } catch {
      throw error.moved(by: range.lowerBound)
    }
  }

  /// Whether nothing in it depends on a parameter.
  public var isLiteral: Bool {
    pieces.allSatisfy { if case .text = $0 { true } else { false } }
  }

  /// The expression's text when the whole scalar is one, without the `$`; nil otherwise.
  public var expressionText: String? {
    guard pieces.count == 1, case .expression(let expression, _) = pieces[0] else { return nil }
    return expression.text
  }

  /// The names that the value depends on, with their places.
  public var names: [Located<String>] { located(\.names) }

  /// The tensors whose sizes are asked for with `dim`, with their places.
  public var tensors: [Located<String>] { located(\.tensors) }

  private func located(
    _ uses: (ScalarExpression) -> [(name: String, range: Range<Int>)]
  ) -> [Located<String>] {
    pieces.flatMap { piece -> [Located<String>] in
      guard case .expression(let expression, let start) = piece else { return [] }
      return uses(expression).map { use in
        let range = use.range.lowerBound + start..<use.range.upperBound + start
        return Located(use.name, positions.span(of: range))
      }
    }
  }

  /// The value under the names of `scope`; a literal's is its text.
  ///
  /// - Throws: ``Diagnostic`` at the part that has no value.
  public func value(in scope: ExpressionScope) throws(Diagnostic) -> AttributeValue {
    do {
      return try value(of: pieces, in: scope)
    } catch {
      throw Diagnostic(error, at: positions)
    }
  }

  private func value(
    of pieces: [Piece], in scope: ExpressionScope
  ) throws(ExpressionError) -> AttributeValue {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let literal): text += literal
      case .expression(let expression, let start):
        let value: AttributeValue
        do { value = try expression.value(in: scope) } catch { throw error.moved(by: start) }
        if pieces.count == 1 { return value }
        text += value.description
      }
      guard text.utf8.count <= ExpressionLimits.stringBytes else {
        throw ExpressionError(
          "this text becomes longer than \(ExpressionLimits.stringBytes) bytes",
          0..<scalar.text.utf8.count)
      }
    }
    return .string(text)
  }
}

extension ExpressionError {
  /// The same error in a text in which the expression starts at byte `offset`.
  func moved(by offset: Int) -> ExpressionError {
    ExpressionError(
      message, range.lowerBound + offset..<range.upperBound + offset, hint: hint, code: code)
  }
}

extension Diagnostic {
  /// Places an expression's error in the file.
  init(_ error: ExpressionError, at positions: ScalarPositions) {
    self.init(
      error.message, at: positions.span(of: error.range), hint: error.hint, code: error.code)
  }
}
