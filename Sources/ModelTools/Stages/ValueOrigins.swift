import GraphDSL
import QuickDrawModels
import Runtime

/// The values of a model file after its edits, and where each was written.
///
/// A line in brackets holds values that stand in one line of one file; where edits changed some of
/// them, each gets a line of its own.
public struct ValueOrigins {
  private let document: [YAMLWriter.Line]
  private let places: SourcePlaces

  /// The origins of a model's values.
  public init(_ model: CheckedModel) {
    let places = SourcePlaces(model.sources)
    self.places = places
    document = YAMLWriter.lines(model.spec.document) { node in
      Set(node.leaves.map { places.place(of: $0.span) }).count <= 1
    }
  }

  /// The file as YAML, each value's place at the right, as a comment.
  public var lines: [String] {
    let width =
      document.filter { $0.value != nil && $0.text.count <= 72 }.map(\.text.count).max() ?? 0
    return document.map { line in
      guard let value = line.value else { return line.text }
      let spaces = String(repeating: " ", count: max(0, width - line.text.count) + 2)
      return "\(line.text)\(spaces)# \(places.place(of: value.origin))"
    }
  }

  /// The values as a script reads them, one object each.
  public var json: [JSONValue] {
    document.flatMap { line in
      (line.value.map { leaves(of: $0, line.path) } ?? []).map { path, node in
        var object = JSONObject()
        object["path"] = .string(path.joined(separator: "."))
        object["value"] = .string(node.scalar?.text ?? (node.elements == nil ? "{}" : "[]"))
        object["file"] = .string(places.path(of: node.span))
        if let line = places.line(of: node.span) { object["line"] = .integer(line) }
        return .object(object)
      }
    }
  }

  private func leaves(of node: YAMLNode, _ path: [String]) -> [([String], YAMLNode)] {
    switch node.content {
    case .mapping(let entries) where !entries.isEmpty:
      entries.flatMap { leaves(of: $0.value, path + [$0.key.value]) }
    case .sequence(let elements) where !elements.isEmpty:
      elements.enumerated().flatMap { leaves(of: $0.element, path + ["\($0.offset)"]) }
    default: [(path, node)]
    }
  }
}

extension YAMLNode {
  /// The scalars and empty collections below.
  fileprivate var leaves: [YAMLNode] {
    switch content {
    case .mapping(let entries) where !entries.isEmpty: entries.flatMap { $0.value.leaves }
    case .sequence(let elements) where !elements.isEmpty: elements.flatMap(\.leaves)
    default: [self]
    }
  }

  /// Where the value is written: that of its first leaf, for an edit keeps a collection's own place.
  fileprivate var origin: SourceSpan { leaves.first?.span ?? span }
}
