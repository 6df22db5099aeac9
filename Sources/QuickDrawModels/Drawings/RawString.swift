/// A string as it lies in the line: the bytes between its quotes, known to be valid.
struct RawString {
  let start: Int
  let end: Int
  let hasEscapes: Bool
}
