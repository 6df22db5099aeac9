import Runtime

/// The cases of one FAMILY.json with the tensors of its FAMILY.safetensors.
public struct OracleFamily: Sendable, CustomStringConvertible {
  /// The name of the files.
  public let name: String
  /// The cases in the order of the file.
  public let cases: [OracleCase]

  /// Reads `set/name.json` and `set/name.safetensors`.
  ///
  /// - Throws: ``FileError`` when either is malformed.
  public init(_ set: String, _ name: String) throws(FileError) {
    let path = "\(set)/\(name)"
    guard let json = try Oracles.json("\(path).json"),
      let tensors = Oracles.url("\(path).safetensors")
    else { throw FileError(path, "is missing") }
    let file = try SafetensorsFile(tensors.path)
    self.name = name
    var cases: [OracleCase] = []
    for value in json["cases"]?.array ?? [json] {
      cases.append(try OracleCase(value, tensors: file))
    }
    self.cases = cases
  }

  public var description: String { name }
}
