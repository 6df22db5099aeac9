import Foundation
import Runtime

extension Tensorflow_Event {
  /// The event that every file begins with.
  static func version() -> Tensorflow_Event {
    var event = Tensorflow_Event()
    event.wallTime = Date().timeIntervalSince1970
    event.fileVersion = "brain.Event:2"
    return event
  }

  /// What was seen after `step` steps.
  init(step: Int, _ values: [Tensorflow_Summary.Value]) {
    self.init()
    wallTime = Date().timeIntervalSince1970
    self.step = Int64(step)
    summary.value = values
  }
}

extension Tensorflow_Summary.Value {
  /// A point of a curve.
  static func scalar(_ tag: String, _ value: Double) -> Self {
    var message = Self()
    message.tag = tag
    message.simpleValue = Float(value)
    return message
  }

  /// How the elements of a tensor are spread.
  static func histogram(_ tag: String, _ elements: UnsafeBufferPointer<Float>) -> Self {
    var message = Self()
    message.tag = tag
    message.histo = EventHistogram(elements).message
    return message
  }

  /// A text in Markdown.
  static func text(_ tag: String, _ markdown: String) -> Self {
    var message = Self()
    message.tag = tag
    message.metadata.pluginData.pluginName = "text"
    message.tensor.dtype = .dtString
    message.tensor.tensorShape = Tensorflow_TensorShapeProto()
    message.tensor.stringVal = [Data(markdown.utf8)]
    return message
  }

  /// A message to the plugin that compares runs by their hyper-parameters.
  ///
  /// - Throws: Nothing that a run can cause; protobuf's own errors are passed on.
  static func hyperParameters(
    _ tag: String, _ content: Tensorboard_Hparams_HParamsPluginData
  ) throws -> Self {
    var message = Self()
    message.tag = tag
    message.metadata.pluginData.pluginName = "hparams"
    message.metadata.pluginData.content = try content.serializedData()
    // The plugin reads the metadata; a value there must be, and this is an empty tensor.
    var none = Tensorflow_TensorShapeProto.Dim()
    none.size = 0
    message.tensor.dtype = .dtFloat
    message.tensor.tensorShape.dim = [none]
    return message
  }
}

extension Tensorboard_Hparams_Value {
  /// A parameter's value; lists as a model file would write them.
  init(_ value: AttributeValue) {
    self.init()
    switch value {
    case .bool(let value): boolValue = value
    case .int(let value): numberValue = Double(value)
    case .float(let value): numberValue = value
    case .string, .list: stringValue = value.description
    }
  }
}
