import CYAML

/// libyaml's events over a part of a file, one at a time; or its tokens, all at once.
final class YAMLEventStream {
  let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  let offsets: CharacterOffsets

  /// Starts reading `bytes`, whose indices are those of the file.
  init(_ bytes: ArraySlice<UInt8>) {
    parser = .allocate(capacity: 1)
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    offsets = CharacterOffsets(bytes)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else {
      preconditionFailure("libyaml has no memory for a parser")
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event.
  ///
  /// - Throws: libyaml's problem; the stream is then at its end.
  func next() throws(YAMLProblem) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { yaml_event_delete(&event) }
    return convert(event)
  }

  /// What libyaml says is wrong.
  func problem() -> YAMLProblem {
    let state = parser.pointee
    let text = state.problem.map { String(cString: $0) } ?? "out of memory"
    let context = state.context.map { _ in offsets.byte(ofCharacter: state.context_mark.index) }
    return YAMLProblem(
      text: text, offset: offsets.byte(ofCharacter: state.problem_mark.index),
      contextOffset: context)
  }

  private func convert(_ event: yaml_event_t) -> YAMLEvent {
    let start = offsets.byte(ofCharacter: event.start_mark.index)
    let bytes = start..<max(start, offsets.byte(ofCharacter: event.end_mark.index))
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let isQuoted = scalar.style != YAML_PLAIN_SCALAR_STYLE
      return YAMLEvent(
        kind: .scalar(YAMLScalar(text, isQuoted: isQuoted)), bytes: bytes,
        anchor: string(scalar.anchor), tag: string(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      return YAMLEvent(
        kind: .sequenceStart, bytes: bytes, anchor: string(sequence.anchor),
        tag: string(sequence.tag), isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      return YAMLEvent(
        kind: .mappingStart, bytes: bytes, anchor: string(mapping.anchor),
        tag: string(mapping.tag), isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE)
    case YAML_ALIAS_EVENT:
      return YAMLEvent(kind: .alias(string(event.data.alias.anchor) ?? ""), bytes: bytes)
    default:
      return YAMLEvent(kind: Self.plainKind(event.type), bytes: bytes)
    }
  }

  /// The events that carry nothing.
  private static func plainKind(_ type: yaml_event_type_t) -> YAMLEvent.Kind {
    switch type {
    case YAML_STREAM_START_EVENT: .streamStart
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_DOCUMENT_END_EVENT: .documentEnd
    case YAML_SEQUENCE_END_EVENT: .sequenceEnd
    case YAML_MAPPING_END_EVENT: .mappingEnd
    default: .streamEnd
    }
  }

  private func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
