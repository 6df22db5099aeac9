import Runtime

/// An input, output, cotangent or gradient of a case.
public struct OracleOperand: Sendable {
  /// The name in the oracle; empty for one that is left out.
  public let name: String
  /// The numbers; nil for an operand that is left out.
  public let tensor: OracleTensor?

  /// Operands of a `{name: tensor}` object, or of a list of `{name, tensor}` objects and nulls.
  static func list(_ json: JSONValue?, _ file: SafetensorsFile) throws(FileError) -> [OracleOperand]
  {
    var operands: [OracleOperand] = []
    for member in json?.object?.members ?? [] {
      operands.append(try OracleOperand(member.name, member.value.string, file))
    }
    for element in json?.array ?? [] {
      operands.append(
        try OracleOperand(element["name"]?.string ?? "", element["tensor"]?.string, file))
    }
    return operands
  }

  private init(_ name: String, _ key: String?, _ file: SafetensorsFile) throws(FileError) {
    self.name = name
    if let key { tensor = try OracleTensor(key, in: file) } else { tensor = nil }
  }
}

extension [OracleOperand] {
  func tensor(_ name: String) -> OracleTensor? { first { $0.name == name }?.tensor }
}
