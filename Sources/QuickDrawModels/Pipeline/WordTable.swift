/// The classes of ndjson drawings, numbered as their words come.
struct WordTable {
  /// The classes that are fixed already; nil when the drawings decide.
  let known: ClassList?
  /// Drawings of words outside `known`.
  private(set) var unknown: [String: Int] = [:]

  private var names: [String] = []
  private var numbers: [String: Int] = [:]
  private var counts: [Int] = []

  /// A table of no words.
  init(known: ClassList?) { self.known = known }

  /// Counts a drawing of `word`.
  ///
  /// - Returns: The word's number in order of appearance and how many drawings of it came before;
  ///   nil when the word is no known class.
  mutating func take(_ word: String) -> (number: Int, ordinal: Int)? {
    if let number = numbers[word] {
      counts[number] += 1
      return (number, counts[number] - 1)
    }
    if let known, known.index(of: word) == nil {
      unknown[word, default: 0] += 1
      return nil
    }
    numbers[word] = names.count
    names.append(word)
    counts.append(1)
    return (names.count - 1, 0)
  }

  /// The class list, the known one or the words sorted by their bytes, and for each number in order
  /// of appearance its place in the list.
  ///
  /// - Throws: `DataFileError` when there is no word at all.
  func classes() throws -> (list: ClassList, places: [Int32]) {
    let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let list = try known ?? ClassList(names: sorted)
    return (list, names.map { Int32(list.index(of: $0) ?? -1) })
  }

  /// A sentence about the drawings of unknown classes; nil when there are none.
  var unknownNotice: String? {
    guard !unknown.isEmpty, let known else { return nil }
    let drawings = unknown.values.reduce(0, +)
    let names = unknown.keys.sorted()
    let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    return "\(drawings) drawings of \(names.count) classes that are not among the \(known.count) "
      + "known ones are left out: \(shown)"
  }
}
