extension SafetensorsFile {
  /// The elements in row-major order as single precision.
  ///
  /// - Throws: ``FileError`` for a type that has no plain number an element, for a number that is
  ///   finite in the file and not in single precision, and when the file cannot be read.
  public func floats(_ tensor: SafetensorsTensor) throws(FileError) -> [Float] {
    if tensor.type == .f32 { return try elements(tensor, of: Float.self) }
    let doubles = try doubles(tensor)
    let floats = doubles.map { Float($0) }
    let lost = floats.indices.first { floats[$0].isInfinite && doubles[$0].isFinite }
    if let lost {
      throw FileError(
        path, "tensor `\(tensor.name)`: \(doubles[lost]) is too large for single precision",
        byteOffset: tensor.bytes.lowerBound + lost * tensor.type.bits / 8)
    }
    return floats
  }

  /// The elements in row-major order as double precision; 64-bit integers are rounded.
  ///
  /// - Throws: ``FileError`` for a type that has no plain number an element, and when the file
  ///   cannot be read.
  public func doubles(_ tensor: SafetensorsTensor) throws(FileError) -> [Double] {
    switch tensor.type {
    case .f64: return try elements(tensor, of: Double.self)
    case .f32: return try elements(tensor, of: Float.self).map { Double($0) }
    case .f16: return try elements(tensor, of: UInt16.self).map { Double(Self.half($0)) }
    case .bf16:
      return try elements(tensor, of: UInt16.self).map {
        Double(Float(bitPattern: UInt32($0) << 16))
      }
    case .u64: return try elements(tensor, of: UInt64.self).map { Double($0) }
    default: return try integers(tensor).map { Double($0) }
    }
  }

  /// The elements in row-major order of a tensor of whole numbers or truth values.
  ///
  /// - Throws: ``FileError`` for any other type, for a number above `Int.max`, and when the file
  ///   cannot be read.
  public func integers(_ tensor: SafetensorsTensor) throws(FileError) -> [Int] {
    switch tensor.type {
    case .bool: return try elements(tensor, of: UInt8.self).map { $0 == 0 ? 0 : 1 }
    case .u8: return try elements(tensor, of: UInt8.self).map { Int($0) }
    case .i8: return try elements(tensor, of: Int8.self).map { Int($0) }
    case .i16: return try elements(tensor, of: Int16.self).map { Int($0) }
    case .u16: return try elements(tensor, of: UInt16.self).map { Int($0) }
    case .i32: return try elements(tensor, of: Int32.self).map { Int($0) }
    case .u32: return try elements(tensor, of: UInt32.self).map { Int($0) }
    case .i64: return try elements(tensor, of: Int64.self).map { Int($0) }
    case .u64:
      let integers = try elements(tensor, of: UInt64.self)
      guard integers.allSatisfy({ $0 <= Int.max }) else {
        throw FileError(path, "tensor `\(tensor.name)` holds a number above \(Int.max)")
      }
      return integers.map { Int($0) }
    default:
      throw FileError(
        path, "tensor `\(tensor.name)` is \(tensor.type.rawValue), which is not read here",
        byteOffset: tensor.bytes.lowerBound)
    }
  }

  /// Fills `target` with the elements as single precision, without a copy for F32.
  ///
  /// - Parameters:
  ///   - tensor: A tensor of this file with as many elements as `target`.
  ///   - target: Where the elements go, row-major.
  /// - Throws: ``FileError`` as ``floats(_:)``, and when the numbers of elements differ.
  public func read(
    _ tensor: SafetensorsTensor, into target: UnsafeMutableBufferPointer<Float>
  ) throws(FileError) {
    guard tensor.count == target.count else {
      throw FileError(
        path,
        "tensor `\(tensor.name)` \(tensor.shape) has \(tensor.count) elements, "
          + "not \(target.count)", byteOffset: tensor.bytes.lowerBound)
    }
    if tensor.type == .f32 {
      try file.read(into: UnsafeMutableRawBufferPointer(target), at: tensor.bytes.lowerBound)
    } else {
      _ = target.update(fromContentsOf: try floats(tensor))
    }
  }

  // The format is little-endian, and so is every machine this is built for.
  private func elements<Element: BitwiseCopyable & ExpressibleByIntegerLiteral>(
    _ tensor: SafetensorsTensor, of type: Element.Type
  ) throws(FileError) -> [Element] {
    var elements = [Element](repeating: 0, count: tensor.count)
    try elements.withUnsafeMutableBufferPointer { (buffer) throws(FileError) in
      try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: tensor.bytes.lowerBound)
    }
    return elements
  }

  /// An IEEE 754 half from its bits; Swift's own Float16 does not exist on every platform.
  private static func half(_ bits: UInt16) -> Float {
    let sign: Float = bits & 0x8000 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Float(bits & 0x3FF) / 1024
    return switch exponent {
    case 0: sign * fraction * 0x1p-14
    case 31: fraction == 0 ? sign * .infinity : .nan
    default: sign * (1 + fraction) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
    }
  }
}
