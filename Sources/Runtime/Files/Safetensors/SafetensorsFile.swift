/// A safetensors file: names, types and shapes at once, elements when they are asked for.
public struct SafetensorsFile: Sendable {
  /// The tensors, sorted by name (by the bytes of its UTF-8).
  public let tensors: [SafetensorsTensor]
  /// The free strings of the header.
  public let metadata: [String: String]
  let file: InputFile
  // Keyed by bytes: Swift takes composed and decomposed letters of a name for equal.
  private let indices: [[UInt8]: Int]

  /// Opens a file and checks its header and the tiling of its data.
  ///
  /// - Throws: ``FileError`` that names the file, the tensor and the byte offset.
  public init(_ path: String) throws(FileError) {
    file = try InputFile(path)
    let header = try SafetensorsHeader(of: file)
    tensors = header.tensors
    metadata = header.metadata
    var indices: [[UInt8]: Int] = [:]
    for (index, tensor) in tensors.enumerated() { indices[Array(tensor.name.utf8)] = index }
    self.indices = indices
  }

  /// The path as given.
  public var path: String { file.path }

  /// The digest of the whole file as hexadecimal digits.
  ///
  /// - Throws: ``FileError`` when it cannot be read.
  public func sha256() throws(FileError) -> String { try file.sha256() }

  /// The tensor of that name, or nil.
  public subscript(name: String) -> SafetensorsTensor? {
    indices[Array(name.utf8)].map { tensors[$0] }
  }

  /// The tensor of that name.
  ///
  /// - Throws: ``FileError`` that lists some of the names when there is none.
  public func tensor(_ name: String) throws(FileError) -> SafetensorsTensor {
    if let tensor = self[name] { return tensor }
    let some = tensors.prefix(5).map(\.name).joined(separator: ", ")
    throw FileError(
      path, "holds no tensor `\(name)`",
      hint: tensors.isEmpty ? "it holds none at all" : "its \(tensors.count) begin with \(some)")
  }
}
