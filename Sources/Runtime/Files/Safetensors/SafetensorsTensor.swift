/// What a safetensors header says of one tensor; checked against the file's size.
public struct SafetensorsTensor: Equatable, Sendable {
  /// The name: any string, never a path.
  public let name: String
  /// The element type.
  public let type: SafetensorsType
  /// The sizes of the axes, outermost first; empty for a scalar.
  public let shape: [Int]
  /// Where the elements lie, in bytes from the start of the file.
  public let bytes: Range<Int>

  /// The number of elements.
  public var count: Int { bytes.count * 8 / type.bits }
}
