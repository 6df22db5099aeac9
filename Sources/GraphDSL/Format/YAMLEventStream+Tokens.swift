import CYAML

extension YAMLEventStream {
  /// Every token of a text that is known to be good YAML.
  ///
  /// Use a stream for this or for events.
  ///
  /// - Throws: libyaml's problem.
  func tokens() throws(YAMLProblem) -> [YAMLToken] {
    var tokens: [YAMLToken] = []
    while true {
      var token = yaml_token_t()
      guard yaml_parser_scan(parser, &token) == 1 else { throw problem() }
      defer { yaml_token_delete(&token) }
      if token.type == YAML_STREAM_END_TOKEN || token.type == YAML_NO_TOKEN { return tokens }
      let start = offsets.byte(ofCharacter: token.start_mark.index)
      let end = max(start, offsets.byte(ofCharacter: token.end_mark.index))
      // Tokens that stand for a change of indentation have no text.
      if start < end {
        tokens.append(YAMLToken(kind: Self.kind(token.type), bytes: start..<end))
      } else if token.type == YAML_SCALAR_TOKEN {
        tokens.append(YAMLToken(kind: .scalar, bytes: start..<end))
      }
    }
  }

  private static func kind(_ type: yaml_token_type_t) -> YAMLToken.Kind {
    switch type {
    case YAML_SCALAR_TOKEN: .scalar
    case YAML_ANCHOR_TOKEN: .anchor
    case YAML_TAG_TOKEN: .tag
    case YAML_BLOCK_ENTRY_TOKEN: .blockEntry
    case YAML_VERSION_DIRECTIVE_TOKEN, YAML_TAG_DIRECTIVE_TOKEN: .directive
    default: .other
    }
  }
}
