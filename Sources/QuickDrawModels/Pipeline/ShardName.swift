/// The end of a file name that says which part of how many it is: `-00003-of-00010`.
struct ShardName: Equatable {
  /// The name without that end.
  let base: String
  /// The part, from 0.
  let index: Int
  /// The number of parts.
  let count: Int

  /// The shard that `path` names, or nil when it names none.
  init?(_ path: String) {
    let parts = path.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[parts.count - 2] == "of",
      let index = Self.number(parts[parts.count - 3]),
      let count = Self.number(parts[parts.count - 1])
    else { return nil }
    base = parts.dropLast(3).joined(separator: "-")
    self.index = index
    self.count = count
  }

  /// The name of part `index` of `count`.
  static func path(_ base: String, _ index: Int, of count: Int) -> String {
    func padded(_ number: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
    return "\(base)-\(padded(index))-of-\(padded(count))"
  }

  /// Checks that of every sharded set among `paths` each part is there.
  ///
  /// - Throws: `DataFileError` naming the first missing part, or both counts of a set that was
  ///   written twice with different numbers of parts.
  static func check(_ paths: [String]) throws(DataFileError) {
    var sets: [String: (count: Int, found: Set<Int>)] = [:]
    for path in paths {
      guard let shard = ShardName(path) else { continue }
      var set = sets[shard.base] ?? (shard.count, [])
      guard set.count == shard.count else {
        throw DataFileError(
          file: path,
          reason: "is one of \(shard.count) parts, but another file of the same set is one of "
            + "\(set.count)", hint: "remove the parts of the older set")
      }
      set.found.insert(shard.index)
      sets[shard.base] = set
    }
    for (base, set) in sets.sorted(by: { $0.key < $1.key }) {
      guard let missing = (0..<set.count).first(where: { !set.found.contains($0) }) else {
        continue
      }
      throw DataFileError(
        file: Self.path(base, missing, of: set.count),
        reason: "is missing; \(set.found.count) of \(set.count) parts are there")
    }
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.count == 5 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}
