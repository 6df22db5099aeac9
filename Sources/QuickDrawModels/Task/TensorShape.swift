import Runtime

/// The name and the sizes of a tensor: all that decides whether it can be loaded.
public struct TensorShape: Sendable, Equatable {
  /// The name, such as `rnn.0.forward/kernel`.
  public let name: String
  /// The sizes of the axes, outermost first.
  public let shape: [Int]

  /// A tensor's name and sizes.
  public init(_ name: String, _ shape: [Int]) {
    self.name = name
    self.shape = shape
  }

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }
}

extension SafetensorsFile {
  /// The names and sizes of the file's tensors.
  public var shapes: [TensorShape] { tensors.map { TensorShape($0.name, $0.shape) } }
}

extension ParameterStore {
  /// The names and sizes of a model's parameters and states.
  public var shapes: [TensorShape] { entries.map { TensorShape($0.name, $0.shape) } }
}
