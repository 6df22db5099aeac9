import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads a picture as a strict reader of XML does, and counts its elements.
final class XMLCheck: NSObject, XMLParserDelegate {
  /// Why a text is not well formed.
  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  /// How often each element occurs.
  private(set) var elements: [String: Int] = [:]

  /// Reads a text.
  static func parse(_ text: String) throws -> XMLCheck {
    let check = XMLCheck()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = check
    guard parser.parse() else {
      throw Malformed(
        description: "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "?")")
    }
    return check
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    elements[name, default: 0] += 1
  }
}
