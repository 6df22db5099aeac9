/// Finds bytes that no YAML 1.2 file in UTF-8 may hold, before libyaml reads them.
struct EncodingCheck {
  private let file: SourceFile
  private let index: Int

  /// The first such byte, as a problem of the file with index `index`; nil when there is none.
  static func problem(in file: SourceFile, index: Int) -> Diagnostic? {
    let check = EncodingCheck(file: file, index: index)
    return check.otherEncoding() ?? check.firstBadByte()
  }

  private func otherEncoding() -> Diagnostic? {
    let head = Array(file.bytes.prefix(4))
    // A mapping's first character is ASCII, so UTF-16 and UTF-32 begin with a mark or with zeros.
    let name: String
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF])
      || head.count == 4 && head.filter({ $0 == 0 }).count == 3
    {
      name = "UTF-32"
    } else if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
      || head.count >= 2 && (head[0] == 0) != (head[1] == 0)
    {
      name = "UTF-16"
    } else {
      return nil
    }
    return Diagnostic(
      "the file is encoded as \(name), not as UTF-8", at: SourceSpan(file: index, 0..<1),
      hint: "save it as UTF-8", code: "encoding")
  }

  private func firstBadByte() -> Diagnostic? {
    let bytes = file.bytes
    var offset = file.textStart
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        offset += 1
        continue
      }
      guard let length = Self.length(ofScalarAt: offset, in: bytes) else {
        return invalid(at: offset)
      }
      let span = SourceSpan(file: index, offset..<offset + length)
      if let scalar = file.scalar(at: offset), let problem = Self.complaint(about: scalar) {
        return Diagnostic(
          problem.message, at: span, hint: problem.hint, code: "character")
      }
      offset += length
    }
    return nil
  }

  private func invalid(at offset: Int) -> Diagnostic {
    let hexadecimal = String(file.bytes[offset], radix: 16, uppercase: true)
    let byte = "0x" + (hexadecimal.count < 2 ? "0" : "") + hexadecimal
    return Diagnostic(
      "the file is not UTF-8: byte \(byte) at offset \(offset)",
      at: SourceSpan(file: index, offset..<offset + 1), hint: "save it as UTF-8",
      code: "encoding")
  }

  /// Why a character may not stand in a model file.
  private static func complaint(
    about scalar: Unicode.Scalar
  ) -> (message: String, hint: String?)? {
    let name = DisplayText.name(of: scalar)
    switch scalar.value {
    case 0:
      return ("a NUL character (U+0000) stands here", "is this a text file?")
    case 0xFEFF:
      return (
        "an invisible byte order mark (U+FEFF) stands inside the file",
        "delete it and retype the line"
      )
    case 0x85, 0x2028, 0x2029:
      // YAML 1.1 breaks lines here, 1.2 does not; libyaml follows 1.1.
      return ("\(name) is no line break of YAML 1.2", "break the line with a line feed")
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF:
      return (
        "the control character \(name) is not allowed", "in double quotes write it as an escape"
      )
    default: return nil
    }
  }

  /// The bytes of the scalar at `offset` (Unicode 15, table 3-7), or nil when they are ill-formed.
  private static func length(ofScalarAt offset: Int, in bytes: [UInt8]) -> Int? {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[offset] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return nil }
    let rest = bytes[(offset + 2)..<max(offset + 2, offset + length)]
    return rest.allSatisfy { $0 & 0xC0 == 0x80 } ? length : nil
  }
}
