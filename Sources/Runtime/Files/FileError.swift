import Foundation

/// Why a file could not be read, written or understood, and where in it.
public struct FileError: Error, Equatable, Sendable {
  /// What a failure is about; a command's exit status follows from it.
  public enum Kind: Sendable {
    /// Something was read and is wrong.
    case contents
    /// Something is missing or cannot be read.
    case input
    /// Something cannot be created, written or replaced.
    case output
  }

  /// The file or folder as the caller named it.
  public let path: String
  /// One sentence with the names and numbers involved.
  public let message: String
  /// Bytes from the start of the file to the place that is wrong; nil when there is none.
  public let byteOffset: Int?
  /// One thing to try.
  public let hint: String?
  /// The operating system's error number when a system call failed.
  public let systemError: Int32?
  /// Whether contents, an input or an output are to blame.
  public let kind: Kind

  /// An error that no system call reported.
  ///
  /// - Parameters:
  ///   - path: The file or folder.
  ///   - message: What is wrong, in one sentence.
  ///   - byteOffset: Bytes from the start of the file to the place that is wrong.
  ///   - hint: One thing to try.
  ///   - kind: What it is about.
  public init(
    _ path: String, _ message: String, byteOffset: Int? = nil, hint: String? = nil,
    kind: Kind = .contents
  ) {
    self.path = path
    self.message = message
    self.byteOffset = byteOffset
    self.hint = hint
    self.kind = kind
    systemError = nil
  }

  /// An error of the operating system.
  ///
  /// - Parameters:
  ///   - path: The file or folder.
  ///   - action: What failed, such as `write`.
  ///   - code: The value of `errno` right after the call.
  public init(_ path: String, cannot action: String, systemError code: Int32) {
    self.path = path
    message = "cannot \(action): \(String(cString: strerror(code)))"
    byteOffset = nil
    hint =
      switch code {
      case ENOSPC, EDQUOT: "free some space or choose another folder"
      case EFBIG: "the limit on the size of a file was reached (ulimit -f)"
      case EACCES, EPERM, EROFS: "choose a folder that can be written"
      default: nil
      }
    systemError = code
    let reading = ["open", "inspect", "read", "list the folder"]
    kind = reading.contains(action) ? .input : .output
  }
}

extension FileError: CustomStringConvertible {
  /// Path, place, sentence and hint in one line.
  public var description: String {
    let place = byteOffset.map { ", byte \($0)" } ?? ""
    return "\(path)\(place): \(message)" + (hint.map { " (\($0))" } ?? "")
  }
}
