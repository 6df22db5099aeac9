import GraphDSL
import QuickDrawModels
import Runtime

/// One line of `graphrun ls`: a model file, what it says of itself and how large it is.
public struct ModelEntry: Sendable {
  /// The path, or for a model that comes with the program its name.
  public let file: String
  /// The first sentence of the comment at its top.
  public let summary: String
  /// The elements that training changes; nil when the file has errors.
  public let parameters: Int?

  /// Reads a model file; nil for a YAML file that is none.
  public init?(path: String, shownAs file: String) {
    guard let text = try? ModelText(path: path), let document = try? text.document(),
      document["graphrun"] != nil
    else { return nil }
    self.file = file
    summary = Self.summary(of: text.file)
    let lowered = (try? CheckedModel(path: path))?.lower(.training)
    parameters = lowered.map { lowered in
      let graph = lowered.graph.builder.graph
      return graph.sources(.parameter).reduce(0) { sum, value in
        sum + graph[value].type.dims.compactMap(\.fixedSize).reduce(1, *)
      }
    }
  }

  /// The entry as a script reads it.
  public var json: JSONValue {
    var object = JSONObject()
    object["file"] = .string(file)
    object["summary"] = .string(summary)
    if let parameters { object["parameters"] = .integer(parameters) }
    object["valid"] = .bool(parameters != nil)
    return .object(object)
  }

  /// The first sentence of the lines of comment with which a file begins.
  private static func summary(of file: SourceFile) -> String {
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    let comment = lines.prefix { $0.hasPrefix("#") }.map {
      $0.drop { $0 == "#" || $0 == " " }
    }
    let text = comment.joined(separator: " ")
    guard let end = text.range(of: ". ") else { return String(text) }
    return String(text[..<end.lowerBound]) + "."
  }
}
