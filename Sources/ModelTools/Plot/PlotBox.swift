/// What is written in a node's box, line by line, and how large the box must be for it.
struct PlotBox: Sendable {
  /// One line of a box.
  struct Line: Sendable {
    /// How a piece is set off from the rest of its line.
    enum Face: String, Sendable {
      case plain
      /// The op behind a node's name.
      case kind
      /// What a free size is called, in italics as in a formula.
      case axis
    }

    /// A part of a line.
    struct Piece: Sendable {
      let text: String
      var face = Face.plain
    }

    let pieces: [Piece]
    let size: Double
    let style: Style

    var text: String { pieces.map(\.text).joined() }
  }

  /// How a line is set; a class of the picture's style sheet.
  enum Style: String, Sendable {
    case name, detail
  }

  private static let padding = LayerLayout.Point(x: 14, y: 9)
  static let lineHeight = 16.0
  private static let longestAttributes = 48

  let lines: [Line]
  let size: LayerLayout.Point

  init(_ node: PlotGraph.Node) {
    let kind = node.op.map { [Line.Piece(text: "  \($0)", face: .kind)] } ?? []
    var lines = [Line(pieces: [.init(text: node.label)] + kind, size: 13, style: .name)]
    if let attributes = Self.attributes(node) {
      lines.append(Line(pieces: [.init(text: attributes)], size: 11.5, style: .detail))
    }
    var shape = Self.shape(node)
    if node.parameters > 0 {
      shape.append(.init(text: " · \(Format.count(node.parameters)) parameters"))
    }
    lines.append(Line(pieces: shape, size: 11.5, style: .detail))
    let width = lines.map { PlotText.width($0.text, size: $0.size, isBold: $0.style == .name) }
      .max()
    self.lines = lines
    size = .init(
      x: ((width ?? 0) + 2 * Self.padding.x).rounded(.up),
      y: Double(lines.count) * Self.lineHeight + 2 * Self.padding.y)
  }

  /// How far below its top a line of the box is set.
  static func baseline(of line: Int) -> Double {
    padding.y + (Double(line) + 0.75) * lineHeight
  }

  /// The attributes that fit; the rest is in the box's details.
  private static func attributes(_ node: PlotGraph.Node) -> String? {
    var text = ""
    for attribute in node.attributes {
      let longer = text.isEmpty ? attribute : "\(text), \(attribute)"
      guard longer.count <= longestAttributes else { return text.isEmpty ? nil : "\(text), …" }
      text = longer
    }
    return text.isEmpty ? nil : text
  }

  /// The shape as a formula writes it: `B × T × 48`, names of free sizes in italics.
  private static func shape(_ node: PlotGraph.Node) -> [Line.Piece] {
    guard !node.axes.isEmpty else { return [.init(text: "one number")] }
    var pieces: [Line.Piece] = []
    for axis in node.axes {
      if !pieces.isEmpty { pieces.append(.init(text: " × ")) }
      pieces.append(.init(text: axis, face: Int(axis) == nil ? .axis : .plain))
    }
    if node.scalar != "f32" { pieces.append(.init(text: " \(node.scalar)")) }
    return pieces
  }
}
