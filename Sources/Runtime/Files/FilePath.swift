/// Parts of paths, taken by their text alone.
///
/// Foundation's `deletingLastPathComponent` of a string crashes on a path of one character.
public enum FilePath {
  /// The folder that a file or folder lies in: `.` for a name alone, `/` for what lies there.
  public static func folder(of path: String) -> String {
    let bytes = Array(path.utf8)
    let slash = UInt8(ascii: "/")
    var end = bytes.count
    while end > 1, bytes[end - 1] == slash { end -= 1 }
    guard let last = bytes[..<end].lastIndex(of: slash) else { return "." }
    end = last
    while end > 0, bytes[end - 1] == slash { end -= 1 }
    return end == 0 ? "/" : String(decoding: bytes[..<end], as: UTF8.self)
  }
}
