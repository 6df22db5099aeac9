/// A value as it is written: what the formatter prints again in its own layout.
struct FormatNode {
  /// What a value can be.
  indirect enum Content {
    /// A scalar or alias, its lines without their indentation; one line unless it was folded.
    case scalar([String])
    /// A scalar behind `|` or `>`.
    case block(BlockScalar)
    case sequence([FormatNode])
    case mapping([Pair])
  }

  /// A key and its value.
  struct Pair {
    let key: FormatNode
    let value: FormatNode
  }

  /// A scalar behind `|` or `>`.
  struct BlockScalar {
    /// Such as `|-` or `>2+`, the digit being 2 when it was given.
    let header: String
    /// The comment behind the header.
    let comment: String?
    /// The lines without their indentation.
    let lines: [String]
  }

  let content: Content
  /// The anchor and the tag; empty without them.
  let properties: String
  /// From the first to past the last byte, properties and brackets included.
  let bytes: Range<Int>
  /// Whether a collection is written with brackets.
  let isFlow: Bool
  /// The end of a collection's properties and opening bracket; a comment on that line is the whole's.
  let headEnd: Int
  /// Where the dash in front of a list's element stands.
  let lead: Int
  /// The column in which a block collection stands, or stood if it is a list at its key's column.
  let column: Int

  /// Whether nothing is written.
  var isEmpty: Bool {
    if case .scalar(let lines) = content { lines == [""] && properties.isEmpty } else { false }
  }

  /// Whether nothing stands in a collection's brackets.
  var isChildless: Bool {
    switch content {
    case .sequence(let elements): elements.isEmpty
    case .mapping(let pairs): pairs.isEmpty
    case .scalar, .block: false
    }
  }

  /// Where the first child of a collection begins.
  var firstChild: Int {
    switch content {
    case .sequence(let elements): elements.first?.lead ?? bytes.upperBound
    case .mapping(let pairs): pairs.first?.key.bytes.lowerBound ?? bytes.upperBound
    case .scalar, .block: bytes.upperBound
    }
  }
}
