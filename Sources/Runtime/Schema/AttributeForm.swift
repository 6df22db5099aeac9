/// What the values of an attribute look like, for those who cannot ask its Swift type: the editor
/// schema among them.
public indirect enum AttributeForm: Sendable, Hashable {
  case int
  case float
  case bool
  case string
  /// One of these words.
  case choice([String])
  /// A text that this regular expression (of ECMAScript and Python alike) finds as a whole.
  case pattern(String)
  /// Any number of values of one form.
  case list(AttributeForm)
  /// A value of one of these forms.
  case either([AttributeForm])
}
