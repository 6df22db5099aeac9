/// How far `data prepare` has come.
public enum PrepareProgress: Equatable, Sendable {
  /// Drawings are looked for: bytes done, and bytes of all files.
  case reading(bytes: Int, of: Int)
  /// Drawings are written: records done, and of both sets together.
  case writing(records: Int, of: Int)
}
