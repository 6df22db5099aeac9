import Runtime

/// One call of an op with the numbers it must give.
public struct OracleCase: Sendable, CustomStringConvertible {
  /// The name of the case.
  public let name: String
  /// The op, as the oracle calls it; empty for a whole model.
  public let op: String
  /// The attributes; members that are null or objects are left out (see ``json``).
  public let attributes: [String: AttributeValue]
  /// What the op reads, in the op's order.
  public let inputs: [OracleOperand]
  /// What it must give, in the op's order.
  public let outputs: [OracleOperand]
  /// dL/d output for L = sum over outputs of output * cotangent; empty without gradients.
  public let cotangents: [OracleOperand]
  /// dL/d input.
  public let gradients: [OracleOperand]
  /// The operator set version of an ONNX case.
  public let opset: Int?
  /// Allowed relative difference of an ONNX case.
  public let relativeTolerance: Double?
  /// Allowed absolute difference of an ONNX case.
  public let absoluteTolerance: Double?
  /// What a reader should know.
  public let note: String?
  /// The whole case.
  public let json: JSONValue
  /// The file that holds the tensors.
  public let file: SafetensorsFile

  /// Reads a case and the tensors that it names.
  ///
  /// - Throws: ``FileError`` when a tensor is missing.
  public init(_ json: JSONValue, tensors file: SafetensorsFile) throws(FileError) {
    guard let name = json["name"]?.string else { throw FileError(file.path, "case without name") }
    self.json = json
    self.file = file
    self.name = name
    op = json["op"]?.string ?? ""
    opset = json["opset"]?.integer
    relativeTolerance = json["rtol"]?.double
    absoluteTolerance = json["atol"]?.double
    note = json["note"]?.string
    var attributes: [String: AttributeValue] = [:]
    for member in json["attributes"]?.object?.members ?? [] {
      attributes[member.name] = AttributeValue(json: member.value)
    }
    self.attributes = attributes
    inputs = try OracleOperand.list(json["inputs"], file)
    outputs = try OracleOperand.list(json["outputs"], file)
    cotangents = try OracleOperand.list(json["cotangents"], file)
    gradients = try OracleOperand.list(json["grads"], file)
  }

  public var description: String { name }

  /// The input of that name; nil when there is none or it is left out.
  public func input(_ name: String) -> OracleTensor? { inputs.tensor(name) }

  /// The output of that name; nil when there is none or it is left out.
  public func output(_ name: String) -> OracleTensor? { outputs.tensor(name) }

  /// The cotangent of the output of that name.
  public func cotangent(_ name: String) -> OracleTensor? { cotangents.tensor(name) }

  /// The gradient of the input of that name.
  public func gradient(_ name: String) -> OracleTensor? { gradients.tensor(name) }

  /// A fair limit for a float32 kernel, relative to the largest value of the array: 16 times what
  /// PyTorch's own float32 loses, at least 2e-6.
  ///
  /// The key is an output's name, or `d_` and an input's name for its gradient.
  public func limit(_ key: String) -> Double {
    max(16 * (json["torch_f32_relerr"]?[key]?.double ?? 0), 2e-6)
  }

  /// Any tensor of the family's file, such as `step0/ink` of a model case.
  ///
  /// - Throws: ``FileError`` when there is none of that name.
  public func tensor(_ name: String) throws(FileError) -> OracleTensor {
    try OracleTensor(name, in: file)
  }
}

extension AttributeValue {
  /// The attribute of a JSON value; nil for null and objects, also inside lists.
  public init?(json: JSONValue) {
    switch json {
    case .null, .object: return nil
    case .bool(let value): self = .bool(value)
    case .integer(let value): self = .int(value)
    case .number(let value): self = .float(value)
    case .string(let value): self = .string(value)
    case .array(let values):
      let elements = values.compactMap(AttributeValue.init(json:))
      guard elements.count == values.count else { return nil }
      self = .list(elements)
    }
  }
}
