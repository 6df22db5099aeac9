/// The names under which a line keeps what is read from it; the defaults are Quick, Draw!'s.
public struct DrawingKeys: Sendable, Equatable {
  /// The key of the list of strokes.
  public var strokes: String
  /// The key of the class's name.
  public var word: String
  /// The key of the drawing's own name; nil when nobody needs it, which is faster.
  public var keyID: String?

  /// Keys that default to those of Quick, Draw!'s files.
  public init(strokes: String = "drawing", word: String = "word", keyID: String? = nil) {
    self.strokes = strokes
    self.word = word
    self.keyID = keyID
  }
}
