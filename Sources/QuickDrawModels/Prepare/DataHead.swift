/// The first drawings of a set, as text.
public enum DataHead {
  /// One paragraph a drawing: its number, class, points and strokes, and a small picture.
  ///
  /// - Parameters:
  ///   - dataset: the drawings.
  ///   - count: how many of them.
  ///   - pictures: whether pictures are wanted.
  /// - Returns: The lines.
  /// - Throws: `DataFileError` or `FileError` when a drawing cannot be read.
  public static func lines(
    of dataset: Dataset, count: Int, pictures: Bool = true
  ) throws -> [String] {
    var reader = dataset.source.reader()
    var lines: [String] = []
    var ink: [Float] = []
    for index in 0..<min(max(0, count), dataset.count) {
      ink.removeAll(keepingCapacity: true)
      let label = try reader.append(index, to: &ink)
      let points = ink.count / Ink.columns
      let strokes = (0..<points).count { ink[$0 * Ink.columns + 2] >= 0.5 }
      let name = label.map { "\(dataset.classes.names[$0]) (class \($0))" } ?? "no class"
      lines.append("\(index): \(name), \(points) points, \(strokes) strokes")
      if pictures { lines += InkPicture.rows(of: ink) }
    }
    return lines
  }
}
