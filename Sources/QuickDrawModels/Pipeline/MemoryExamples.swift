/// Drawings held in memory, packed one behind the other.
public struct MemoryExamples: ExampleSource, ExampleReader {
  private var points: [Float] = []
  /// For each drawing the index behind its last number in `points`.
  private var ends: [Int] = []
  /// For each drawing its class, or -1.
  private var labels: [Int32] = []

  /// No drawings.
  public init() {}

  public var count: Int { ends.count }

  public func size(of index: Int) -> Int { ends[index] - start(of: index) }

  public func reader() -> any ExampleReader { self }

  public func append(_ index: Int, to points: inout [Float]) -> Int? {
    points.append(contentsOf: self.points[start(of: index)..<ends[index]])
    return labels[index] < 0 ? nil : Int(labels[index])
  }

  /// Adds a drawing with the rows `[points, 3]`.
  public mutating func add(_ rows: [Float], label: Int?) {
    points.append(contentsOf: rows)
    close(label: label)
  }

  /// Adds a drawing, scaled and turned into differences.
  mutating func add(_ drawing: Drawing, normalize: Ink.Normalization, label: Int?) {
    Ink.append(drawing, normalize: normalize, to: &points)
    close(label: label)
  }

  /// Replaces every class `c` by `places[c]`.
  mutating func relabel(_ places: [Int32]) {
    for index in labels.indices where labels[index] >= 0 {
      labels[index] = places[Int(labels[index])]
    }
  }

  private mutating func close(label: Int?) {
    ends.append(points.count)
    labels.append(label.flatMap(Int32.init(exactly:)) ?? -1)
  }

  private func start(of index: Int) -> Int { index == 0 ? 0 : ends[index - 1] }
}
