import GraphDSL
import Runtime

/// Turns batches of drawings into the numbers that a model's inputs ask for.
///
/// The input of floats `[B, T, 3]` takes the points, the input of integers `[B]` the class.
public struct DrawingFeed: Sendable {
  /// Why a model cannot read drawings.
  public struct Mismatch: Error, Sendable, CustomStringConvertible {
    /// One sentence with the input's name and type.
    public let description: String
  }

  private let points: String
  private let steps: String
  private let label: String?

  /// The feed for a model's inputs.
  ///
  /// - Throws: ``Mismatch`` when an input is neither points nor a class.
  public init(_ model: LoweredModel) throws(Mismatch) {
    var (points, steps, label): (String?, String?, String?) = (nil, nil, nil)
    for input in model.inputs {
      let type = model.type(of: input)
      if type.scalar == .f32, type.rank == 3, type.dims[0] == .batch, let dim = type.raggedDim,
        type.dims[2] == .fixed(3), points == nil
      {
        (points, steps) = (input.name, dim.name)
      } else if type.scalar == .i32, type.dims == [.batch], label == nil {
        label = input.name
      } else {
        throw Mismatch(
          description: "drawings cannot fill the input `\(input.name)`, \(type): they have points "
            + "f32[B, T, 3] with ragged T, and a class i32[B]")
      }
    }
    guard let points, let steps else {
      throw Mismatch(description: "the model has no input f32[B, T, 3] for a drawing's points")
    }
    (self.points, self.steps, self.label) = (points, steps, label)
  }

  /// The numbers of a batch.
  public func feed(points values: [Float], lengths: [Int32], labels: [Int32]) -> FeedBatch {
    FeedBatch(
      shape: BatchShape(batch: lengths.count, lengths: [steps: lengths]),
      floats: [points: values], ints: label.map { [$0: labels] } ?? [:])
  }

  /// The numbers of a batch of the pipeline.
  public func feed(_ batch: Batch) -> FeedBatch {
    feed(points: batch.points, lengths: batch.lengths, labels: batch.labels)
  }
}
