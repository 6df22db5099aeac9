import Runtime

/// The names of the classes, whose places are the numbers that records and networks use.
public struct ClassList: Equatable, Sendable {
  /// The names in order.
  public let names: [String]
  private let places: [String: Int]

  /// Why a list of names is none, and at which name (from 0).
  struct Refusal: Error {
    let place: Int
    let reason: String
  }

  /// The list of `names`.
  ///
  /// - Throws: `DataFileError` when there is no name, a name is empty, holds a line break, or
  ///   comes twice.
  public init(names: [String]) throws {
    do {
      try self.init(checking: names)
    } catch let refusal as Refusal {
      throw DataFileError(
        file: "class list", place: refusal.place < 0 ? nil : .line(refusal.place + 1),
        reason: refusal.reason)
    }
  }

  /// Reads a file of one name a line, in UTF-8, lines ending in LF or CR LF.
  ///
  /// - Throws: `FileError` when the file cannot be read, `DataFileError` naming the line when it is
  ///   no class list.
  public init(path: String) throws {
    let bytes = try InputFile.contents(of: path, limit: 1 << 24)
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    if let first = lines.first, first.starts(with: [0xEF, 0xBB, 0xBF]) {
      lines[0] = first.dropFirst(3)
    }
    let names = try lines.enumerated().map { place, line in
      guard let name = String(validating: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      else {
        throw DataFileError(file: path, place: .line(place + 1), reason: "is not UTF-8")
      }
      return name
    }
    do {
      try self.init(checking: names)
    } catch let refusal as Refusal {
      throw DataFileError(
        file: path, place: refusal.place < 0 ? nil : .line(refusal.place + 1),
        reason: refusal.reason, hint: "a class list has one name a line, each once")
    }
  }

  private init(checking names: [String]) throws {
    guard !names.isEmpty else { throw Refusal(place: -1, reason: "holds no class") }
    var places: [String: Int] = [:]
    for (place, name) in names.enumerated() {
      if name.isEmpty { throw Refusal(place: place, reason: "the name is empty") }
      if name.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
        throw Refusal(place: place, reason: "\"\(name)\" holds a line break")
      }
      if let first = places.updateValue(place, forKey: name) {
        throw Refusal(place: place, reason: "\"\(name)\" is class \(first) (line \(first + 1)) too")
      }
    }
    self.names = names
    self.places = places
  }

  /// The number of classes.
  public var count: Int { names.count }

  /// The place of `name`, or nil when it is not in the list.
  public func index(of name: String) -> Int? { places[name] }

  /// Writes one name a line.
  ///
  /// - Throws: `FileError` when the disk is full or fails; the file then does not appear.
  public func write(to path: String) throws {
    let file = try StagedFile(path: path)
    for name in names { try Array("\(name)\n".utf8).withUnsafeBytes { try file.append($0) } }
    try file.commit()
  }
}
