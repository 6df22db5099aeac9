/// How many drawings a set has of each class, and how long they are.
public struct DataStatistics: Equatable, Sendable, Encodable {
  /// The drawings of one class.
  public struct ClassCount: Equatable, Sendable, Encodable {
    /// The class's name.
    public let name: String
    /// Its drawings.
    public let count: Int
  }

  /// The numbers of points of the drawings.
  public struct Lengths: Equatable, Sendable, Encodable {
    /// The fewest points.
    public let minimum: Int
    /// The points of all drawings by the number of drawings.
    public let mean: Double
    /// Half of the drawings have at most so many points.
    public let median: Int
    /// 95 % of the drawings have at most so many points.
    public let percentile95: Int
    /// 99 % of the drawings have at most so many points.
    public let percentile99: Int
    /// The most points.
    public let maximum: Int
  }

  /// What the set is called.
  public let name: String
  /// The drawings.
  public let drawings: Int
  /// The drawings without points, which batches pass over.
  public let empty: Int
  /// The size of the files.
  public let bytes: Int
  /// The classes in the order of their numbers.
  public let classes: [ClassCount]
  /// The drawings without a class.
  public let unlabelled: Int
  /// The points of the drawings.
  public let points: Lengths

  /// Reads all of `dataset`.
  ///
  /// - Throws: `DataFileError` when the set is empty or damaged, `FileError` when it cannot be read.
  public init(_ dataset: Dataset) throws {
    guard dataset.count > 0 else {
      throw DataFileError(file: dataset.name, reason: "has no drawings")
    }
    var reader = dataset.source.reader()
    var counts = [Int](repeating: 0, count: dataset.classes.count)
    var lengths: [Int: Int] = [:]
    var unlabelled = 0
    var ink: [Float] = []
    for index in 0..<dataset.count {
      ink.removeAll(keepingCapacity: true)
      if let label = try reader.append(index, to: &ink) {
        counts[label] += 1
      } else {
        unlabelled += 1
      }
      lengths[ink.count / Ink.columns, default: 0] += 1
    }
    name = dataset.name
    drawings = dataset.count
    empty = lengths[0] ?? 0
    bytes = dataset.byteCount
    classes = zip(dataset.classes.names, counts).map { ClassCount(name: $0, count: $1) }
    self.unlabelled = unlabelled
    points = Lengths(lengths, drawings: dataset.count)
  }
}

extension DataStatistics.Lengths {
  /// The distribution in which `counts[n]` drawings have `n` points.
  fileprivate init(_ counts: [Int: Int], drawings: Int) {
    let sorted = counts.sorted { $0.key < $1.key }
    func percentile(_ share: Int) -> Int {
      var rest = (drawings * share + 99) / 100
      for (length, count) in sorted {
        rest -= count
        if rest <= 0 { return length }
      }
      return sorted.last?.key ?? 0
    }
    minimum = sorted.first?.key ?? 0
    mean = Double(sorted.reduce(0) { $0 + $1.key * $1.value }) / Double(drawings)
    median = percentile(50)
    percentile95 = percentile(95)
    percentile99 = percentile(99)
    maximum = sorted.last?.key ?? 0
  }
}

extension DataStatistics: CustomStringConvertible {
  /// A summary, then one line a class.
  public var description: String {
    let mean = (points.mean * 10).rounded() / 10
    var lines = [
      "\(name): \(drawings) drawings of \(classes.count) classes, \(bytes) bytes",
      "points: \(points.minimum) to \(points.maximum), mean \(mean), median \(points.median), "
        + "95 % at most \(points.percentile95), 99 % at most \(points.percentile99)",
    ]
    if empty > 0 { lines.append("\(empty) drawings have no points") }
    if unlabelled > 0 { lines.append("\(unlabelled) drawings have no class") }
    let width = classes.map { String($0.count).count }.max() ?? 1
    lines += classes.map { entry in
      let count = String(entry.count)
      return "  " + String(repeating: " ", count: width - count.count) + count + "  " + entry.name
    }
    return lines.joined(separator: "\n")
  }
}
