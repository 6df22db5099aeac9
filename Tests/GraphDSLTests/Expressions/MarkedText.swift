/// A text in which `«` and `»` mark places; tests never type a column.
struct MarkedText: Sendable {
  /// The text without the marks.
  let text: String
  /// The UTF-8 bytes between each pair of marks, in order of the opening marks.
  let marks: [Range<Int>]

  init(_ marked: String) {
    var text = ""
    var (open, marks): ([Int], [(Int, Range<Int>)]) = ([], [])
    for character in marked {
      switch character {
      case "«": open.append(text.utf8.count)
      case "»":
        let start = open.removeLast()
        marks.append((start, start..<text.utf8.count))
      default: text.append(character)
      }
    }
    self.text = text
    self.marks = marks.sorted { $0.0 < $1.0 }.map { $0.1 }
  }
}
