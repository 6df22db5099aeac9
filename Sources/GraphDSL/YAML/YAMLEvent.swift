/// What libyaml found next, with its bytes.
struct YAMLEvent {
  /// What an event can be.
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias(String)
    case scalar(YAMLScalar)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd
  }

  let kind: Kind
  /// From the first to past the last byte in the file.
  let bytes: Range<Int>
  /// The name after `&`.
  var anchor: String?
  /// The tag with its handle resolved.
  var tag: String?
  /// Whether a collection is written with brackets.
  var isFlow = false
}

/// An error as libyaml reports it.
struct YAMLProblem: Error {
  /// What libyaml says is wrong.
  let text: String
  /// The byte of the file where it noticed.
  let offset: Int
  /// Where the construct began that it was reading.
  let contextOffset: Int?
}
