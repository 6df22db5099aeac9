/// The numbers of one batch by input name, packed as the runtime stores them.
public struct FeedBatch: Sendable {
  /// How many examples, and how long each is.
  public var shape: BatchShape
  /// For each input of floats its elements; a ragged input's rows follow each other unpadded.
  public var floats: [String: [Float]]
  /// For each input of integers its elements.
  public var ints: [String: [Int32]]

  /// A batch.
  public init(shape: BatchShape, floats: [String: [Float]], ints: [String: [Int32]]) {
    self.shape = shape
    self.floats = floats
    self.ints = ints
  }
}

extension Executor {
  /// Binds the graph to a batch's sizes and fills the inputs that the graph reads.
  public func load(_ batch: FeedBatch) {
    prepare(batch.shape)
    for value in graph.sources(.input) where reads(value) {
      let name = graph[value].name
      let view = view(value)
      switch graph[value].type.scalar {
      case .f32:
        guard let elements = batch.floats[name] else {
          preconditionFailure("the batch has no `\(name)`")
        }
        fill(view.floats, view, from: elements, zero: 0)
      case .i32:
        guard let elements = batch.ints[name] else {
          preconditionFailure("the batch has no `\(name)`")
        }
        fill(view.ints, view, from: elements, zero: 0)
      }
    }
  }

  /// Copies packed rows, with zeros in the steps past an example's end that the graph reads.
  private func fill<Element>(
    _ target: UnsafeMutablePointer<Element>, _ view: TensorView, from elements: [Element],
    zero: Element
  ) {
    func copy(_ range: Range<Int>, to target: UnsafeMutablePointer<Element>) {
      let room = UnsafeMutableBufferPointer(start: target, count: range.count)
      _ = room.update(fromContentsOf: elements[range])
    }
    guard view.isRagged else {
      precondition(elements.count == view.count, "an input holds \(view.count) elements")
      return copy(elements.indices, to: target)
    }
    let (steps, width) = (view.steps, view.stepSize)
    var next = 0
    for example in 0..<steps.batch {
      let row = target + steps.start(example) * width
      let live = steps.length(example) * width
      copy(next..<next + live, to: row)
      (row + live).update(repeating: zero, count: steps.extent(example) * width - live)
      next += live
    }
    precondition(next == elements.count, "an input holds \(next) elements")
  }
}
