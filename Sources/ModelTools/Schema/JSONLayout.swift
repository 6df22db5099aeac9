import Runtime

/// JSON for people: indented by two, and whatever fits into a line stands in one.
enum JSONLayout {
  private static let width = 100

  /// The text of a value, with a line break at its end.
  static func text(_ value: JSONValue) -> String {
    var text = ""
    write(value, indent: 0, used: 0, to: &text)
    return text + "\n"
  }

  private static func write(
    _ value: JSONValue, indent: Int, used: Int, to text: inout String
  ) {
    let line = value.description
    if used + line.utf8.count < width {
      text += line
      return
    }
    let inner = String(repeating: " ", count: indent + 2)
    switch value {
    case .object(let object) where !object.members.isEmpty:
      text += "{\n"
      for (index, member) in object.members.enumerated() {
        let key = "\(JSONValue.string(member.name)): "
        text += inner + key
        write(member.value, indent: indent + 2, used: indent + 3 + key.utf8.count, to: &text)
        text += index == object.members.count - 1 ? "\n" : ",\n"
      }
      text += String(repeating: " ", count: indent) + "}"
    case .array(let elements) where !elements.isEmpty:
      text += "[\n"
      for (index, element) in elements.enumerated() {
        text += inner
        write(element, indent: indent + 2, used: indent + 3, to: &text)
        text += index == elements.count - 1 ? "\n" : ",\n"
      }
      text += String(repeating: " ", count: indent) + "]"
    default: text += line
    }
  }
}
