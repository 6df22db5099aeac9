import Runtime

/// A tensor of expected numbers.
public struct OracleTensor: Sendable {
  /// The sizes of the axes, outermost first; empty for a scalar.
  public let shape: [Int]
  /// The element type in the file.
  public let type: SafetensorsType
  /// The elements in row-major order.
  public let doubles: [Double]
  /// The elements of a tensor of whole numbers or truth values, exactly; empty for any other.
  public let integers: [Int]

  /// Reads the tensor called `name`.
  ///
  /// - Throws: ``FileError`` when there is none or it cannot be read.
  public init(_ name: String, in file: SafetensorsFile) throws(FileError) {
    let tensor = try file.tensor(name)
    shape = tensor.shape
    type = tensor.type
    integers = tensor.type.isInteger ? try file.integers(tensor) : []
    doubles = try file.doubles(tensor)
  }

  /// The elements in single precision; exact for a float32 tensor.
  public var floats: [Float] { doubles.map { Float($0) } }

  /// The number of elements.
  public var count: Int { doubles.count }
}
