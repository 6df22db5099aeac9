import Runtime

/// Parses types such as `f32[B, T, 3]`.
enum TypeParser {
  /// The input that `entry` declares, or nil after reports.
  static func parse(
    _ entry: YAMLEntry, dims: [DimSpec], into diagnostics: inout Diagnostics
  ) -> InputSpec? {
    let node = entry.value
    guard let text = ScalarReader.string(node, entry.key.value, into: &diagnostics) else {
      return nil
    }
    let bytes = Array(text.utf8)
    let open = bytes.firstIndex(of: UInt8(ascii: "[")) ?? bytes.count
    guard open < bytes.count, bytes.last == UInt8(ascii: "]") else {
      diagnostics.error(
        "`\(DisplayText.escaped(text))` is no type", at: node.span,
        hint: "a type looks like f32[B, T, 3]", code: "type")
      return nil
    }
    let scalar = scalar(part(0..<open, of: bytes), node, into: &diagnostics)
    var axes: [Located<InputSpec.Axis>] = []
    var start = open + 1
    var isComplete = true
    // `f32[]` has no axes; otherwise each comma ends one.
    let isScalar = part(start..<bytes.count - 1, of: bytes).text.isEmpty
    for offset in start..<bytes.count where !isScalar {
      guard offset == bytes.count - 1 || bytes[offset] == UInt8(ascii: ",") else { continue }
      let axis = axis(part(start..<offset, of: bytes), node, dims, into: &diagnostics)
      if let axis { axes.append(axis) } else { isComplete = false }
      start = offset + 1
    }
    guard let scalar, isComplete else { return nil }
    return InputSpec(name: entry.key, scalar: scalar, axes: axes, typeSpan: node.span)
  }

  /// A part of the text without the spaces around it.
  private static func part(
    _ range: Range<Int>, of bytes: [UInt8]
  ) -> (text: String, bytes: Range<Int>) {
    let isSpace: (Int) -> Bool = { bytes[$0] == UInt8(ascii: " ") }
    let start = range.first { !isSpace($0) } ?? range.upperBound
    let end = range.last { !isSpace($0) }.map { $0 + 1 } ?? start
    return (String(decoding: bytes[start..<end], as: UTF8.self), start..<end)
  }

  private static func scalar(
    _ part: (text: String, bytes: Range<Int>), _ node: YAMLNode,
    into diagnostics: inout Diagnostics
  ) -> Located<ScalarType>? {
    let span = node.span(ofText: part.bytes)
    if let scalar = ScalarType(rawValue: part.text) { return Located(scalar, span) }
    let names = ScalarType.allCases.map(\.rawValue)
    diagnostics.error(
      "elements are \(names.joined(separator: " or ")), not `\(DisplayText.escaped(part.text))`",
      at: span, hint: NearestName.hint(part.text, in: names) ?? Self.otherWord(part.text),
      code: "type")
    return nil
  }

  /// The hint for a type under the name that other programs give it.
  private static func otherWord(_ text: String) -> String? {
    let word = text.lowercased()
    let scalar: ScalarType? =
      word.contains("int") ? .i32 : word.contains("float") || word == "double" ? .f32 : nil
    return scalar.map { "did you mean `\($0.rawValue)`?" }
  }

  private static func axis(
    _ part: (text: String, bytes: Range<Int>), _ node: YAMLNode, _ dims: [DimSpec],
    into diagnostics: inout Diagnostics
  ) -> Located<InputSpec.Axis>? {
    let span = node.span(ofText: part.bytes)
    let text = DisplayText.escaped(part.text)
    if dims.contains(where: { $0.name.value == part.text }) {
      return Located(.dim(part.text), span)
    }
    guard part.text.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }) ?? true else {
      let names = dims.map(\.name.value)
      diagnostics.error(
        "there is no dim `\(text)`", at: span,
        hint: NearestName.hint(part.text, in: names) ?? "declare it under `dims`", code: "name")
      return nil
    }
    guard case .int(let size) = CoreSchema.read(plain: part.text), size > 0, size <= Int32.max
    else {
      diagnostics.error(
        text.isEmpty ? "an axis is missing" : "an axis of size \(text) is not possible",
        at: text.isEmpty ? node.span : span, code: "type")
      return nil
    }
    return Located(.size(size), span)
  }
}
