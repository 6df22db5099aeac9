/// The header of a safetensors file: eight bytes of length, then JSON.
///
/// Every number is checked before it is used as a size: against the file, against the format's
/// limit of 100,000,000 bytes of header, and for overflow.
struct SafetensorsHeader {
  private static let longest: UInt64 = 100_000_000
  private static let highestRank = 64

  private let file: InputFile
  /// Where the elements of the first tensor lie.
  private let dataStart: Int
  private(set) var tensors: [SafetensorsTensor] = []
  private(set) var metadata: [String: String] = [:]

  init(of file: InputFile) throws(FileError) {
    self.file = file
    let length = try Self.length(of: file)
    dataStart = 8 + length
    let text = try file.read(length, at: 8)
    guard text.first == UInt8(ascii: "{") else {
      throw FileError(file.path, "the header does not begin with `{`", byteOffset: 8)
    }
    let json: JSONValue
    do { json = try JSONValue(parsing: text) } catch { throw error.within(file.path, at: 8) }
    for member in json.object?.members ?? [] {
      if member.name == "__metadata__" {
        metadata = try readMetadata(member.value)
      } else {
        tensors.append(try readTensor(member))
      }
    }
    try checkTiling()
    tensors.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func length(of file: InputFile) throws(FileError) -> Int {
    guard file.size >= 8 else {
      throw FileError(
        file.path, "is \(file.size) bytes long; a safetensors file begins with 8 bytes of length")
    }
    let length = try file.read(8, at: 0).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= longest else {
      throw FileError(
        file.path, "the header is said to be \(length) bytes long, more than \(longest)",
        byteOffset: 0)
    }
    guard length <= UInt64(file.size - 8) else {
      throw FileError(
        file.path,
        "the header is said to be \(length) bytes long, but \(file.size - 8) bytes follow",
        byteOffset: 0)
    }
    return Int(length)
  }

  private func readMetadata(_ value: JSONValue) throws(FileError) -> [String: String] {
    var metadata: [String: String] = [:]
    guard let members = value.object?.members else { throw error("`__metadata__` is no object") }
    for member in members {
      guard let string = member.value.string else {
        throw error("`\(member.name)` in `__metadata__` is no string")
      }
      metadata[member.name] = string
    }
    return metadata
  }

  private func readTensor(_ member: JSONObject.Member) throws(FileError) -> SafetensorsTensor {
    let name = member.name
    guard let entry = member.value.object else { throw error("tensor `\(name)` is no object") }
    guard let typeName = entry["dtype"]?.string else {
      throw error("tensor `\(name)` has no `dtype`")
    }
    guard let type = SafetensorsType(rawValue: typeName) else {
      throw error("tensor `\(name)` has the unknown dtype `\(typeName)`")
    }
    let shape = try sizes(entry["shape"], "shape", of: name)
    let offsets = try sizes(entry["data_offsets"], "data_offsets", of: name)
    guard offsets.count == 2, offsets[0] <= offsets[1], offsets[1] <= file.size - dataStart else {
      throw error(
        "tensor `\(name)`: `data_offsets` \(offsets) is no range within the "
          + "\(file.size - dataStart) bytes of data")
    }
    let expected = try byteCount(of: shape, type, name)
    guard offsets[1] - offsets[0] == expected else {
      throw error(
        "tensor `\(name)`: \(typeName) \(shape) takes \(expected) bytes, but `data_offsets` "
          + "\(offsets) holds \(offsets[1] - offsets[0])", byteOffset: dataStart + offsets[0])
    }
    return SafetensorsTensor(
      name: name, type: type, shape: shape,
      bytes: dataStart + offsets[0]..<dataStart + offsets[1])
  }

  private func sizes(
    _ value: JSONValue?, _ field: String, of name: String
  ) throws(FileError) -> [Int] {
    guard let elements = value?.array else {
      throw error("tensor `\(name)` has no list `\(field)`")
    }
    guard elements.count <= Self.highestRank else {
      throw error(
        "tensor `\(name)`: `\(field)` has \(elements.count) elements, more than "
          + "\(Self.highestRank)")
    }
    let sizes = elements.compactMap { $0.integer }.filter { $0 >= 0 }
    guard sizes.count == elements.count else {
      throw error("tensor `\(name)`: `\(field)` wants whole numbers from 0")
    }
    return sizes
  }

  private func byteCount(
    of shape: [Int], _ type: SafetensorsType, _ name: String
  ) throws(FileError) -> Int {
    var count = 1
    for factor in shape + [type.bits] {
      let (product, overflow) = count.multipliedReportingOverflow(by: factor)
      guard !overflow else { throw error("tensor `\(name)`: \(shape) is too large to count") }
      count = product
    }
    guard count % 8 == 0 else {
      throw error("tensor `\(name)`: \(type.rawValue) \(shape) does not fill its last byte")
    }
    return count / 8
  }

  /// Tensors lie one after the other and fill the file.
  private func checkTiling() throws(FileError) {
    var end = dataStart
    let order = tensors.sorted {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }
    for tensor in order {
      guard tensor.bytes.lowerBound == end else {
        let what = tensor.bytes.lowerBound > end ? "leaves a gap after" : "overlaps"
        throw error("tensor `\(tensor.name)` \(what) the one before", byteOffset: end)
      }
      end = tensor.bytes.upperBound
    }
    guard end == file.size else {
      throw error("\(file.size - end) bytes follow the last tensor", byteOffset: end)
    }
  }

  private func error(_ message: String, byteOffset: Int = 8) -> FileError {
    FileError(file.path, message, byteOffset: byteOffset)
  }
}
