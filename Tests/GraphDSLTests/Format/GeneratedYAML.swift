/// Random YAML in many styles, full of comments: good files for a formatter to get wrong.
struct GeneratedYAML {
  private var state: UInt64
  private var names = 0
  private var comments = 0

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// A document whose top is a mapping.
  mutating func text() -> String {
    (chance(4) ? "# head\n\n" : "") + mapping(indent: 0, depth: 0) + (chance(3) ? "  # end\n" : "")
  }

  private mutating func random(_ count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(count))
  }

  /// True once in `count` times.
  private mutating func chance(_ count: Int) -> Bool { random(count) == 0 }

  private mutating func pick(_ choices: [String]) -> String { choices[random(choices.count)] }

  private mutating func comment() -> String {
    comments += 1
    return "#" + pick(["", " ", "  "]) + "c\(comments)" + pick(["", " ", ": [x"])
  }

  private mutating func trailing() -> String {
    chance(3) ? pick([" ", "    "]) + comment() : ""
  }

  private mutating func between(_ indent: Int) -> String {
    var text = ""
    while chance(4) {
      text +=
        chance(2)
        ? "\n" : String(repeating: " ", count: random(indent + 4)) + comment() + "\n"
    }
    return text
  }

  private mutating func key() -> String {
    names += 1
    return pick(["k", "long_key_", "\"q ", "'s "]).withEnd("\(names)")
  }

  private mutating func mapping(indent: Int, depth: Int) -> String {
    (0...random(4)).map { _ in
      between(indent) + String(repeating: " ", count: indent) + key() + ":"
        + value(indent: indent, depth: depth)
    }.joined()
  }

  private mutating func sequence(indent: Int, depth: Int) -> String {
    (0...random(3)).map { _ in
      between(indent) + String(repeating: " ", count: indent) + "-"
        + value(indent: indent, depth: depth)
    }.joined()
  }

  /// What stands behind a colon or dash, up to the end of its last line.
  private mutating func value(indent: Int, depth: Int) -> String {
    let inner = indent + 1 + random(4)
    let spaces = String(repeating: " ", count: inner)
    switch random(depth > 3 ? 7 : 10) {
    case 0: return trailing() + "\n"
    case 1, 2: return pick([" ", "   "]) + scalar() + trailing() + "\n"
    case 3: return " " + flow(depth: depth) + trailing() + "\n"
    case 4: return trailing() + "\n" + spaces + flow(depth: depth) + trailing() + "\n"
    case 5: return " " + pick(["|", ">", "|-", "|+"]) + trailing() + "\n" + block(spaces)
    case 6: return " word\n\(spaces)and more\n"
    case 7: return trailing() + "\n" + sequence(indent: inner, depth: depth + 1)
    default: return trailing() + "\n" + mapping(indent: inner, depth: depth + 1)
    }
  }

  private mutating func block(_ spaces: String) -> String {
    let lines = [spaces + "text", spaces + "  # no comment", "", spaces + "end"]
    return lines.map { $0 + "\n" }.joined() + (chance(2) ? "\n" : "")
  }

  private mutating func scalar() -> String {
    pick([
      "1", "-2.5e3", "true", "plain text", "\"a # b\"", "'it''s'", "$width", "~", "x: y".quoted,
    ])
  }

  private mutating func flow(depth: Int) -> String {
    let isMapping = chance(2)
    let gap = { (generator: inout GeneratedYAML) -> String in
      generator.chance(8)
        ? " " + generator.comment() + "\n" + String(repeating: " ", count: 30)
        : generator.pick(["", " ", "  "])
    }
    let items = (0..<random(isMapping ? 5 : 30)).map { _ -> String in
      let inner = depth < 3 && chance(5) ? flow(depth: depth + 1) : scalar()
      return gap(&self) + (isMapping ? key() + ": " : "") + inner + gap(&self)
    }
    let text = items.joined(separator: ",") + gap(&self)
    return isMapping ? "{\(text)}" : "[\(text)]"
  }
}

extension String {
  fileprivate var quoted: String { "\"\(self)\"" }

  /// The text with an end, inside quotes where it begins with one.
  fileprivate func withEnd(_ end: String) -> String {
    guard let first, first == "\"" || first == "'" else { return self + end }
    return self + end + String(first)
  }
}
