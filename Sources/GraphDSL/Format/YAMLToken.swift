/// A token of libyaml's scanner that the formatter looks at, with its bytes in the file.
struct YAMLToken {
  /// What a token can be; `other` are the indicators whose place alone matters.
  enum Kind { case scalar, anchor, tag, blockEntry, directive, other }

  let kind: Kind
  let bytes: Range<Int>
}
