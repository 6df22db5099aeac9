import SwiftProtobuf

/// A drawing as the network reads it, with its class.
public struct InkExample: Equatable, Sendable {
  /// `[points, 3]`, row after row: dx, dy, and 1 at the last point of a stroke.
  public var ink: [Float]
  /// The class's place in the class list; nil when it is not known.
  public var classIndex: Int?

  /// A drawing of `ink.count / 3` points; `ink` holds whole rows.
  public init(ink: [Float], classIndex: Int?) {
    precondition(ink.count.isMultiple(of: 3), "ink has three numbers a point")
    self.ink = ink
    self.classIndex = classIndex
  }

  /// The number of points.
  public var pointCount: Int { ink.count / 3 }
}

extension InkExample {
  /// Why a record is no drawing, in one sentence that names the feature.
  struct Refusal: Error { let reason: String }

  /// Reads a serialised `tf.train.Example`.
  ///
  /// A drawing of no points is accepted: the tutorial's converter makes one of a single point.
  ///
  /// - Parameters:
  ///   - payload: the record's bytes.
  ///   - fields: the names of the features.
  ///   - classCount: the number of classes; nil when the record need not have a class, in which
  ///     case one that is there is read and only has to be no negative number.
  /// - Throws: `Refusal` when a feature is missing, of another type, or does not fit the others.
  init(payload: [UInt8], fields: InkFields, classCount: Int?) throws {
    let message: Tensorflow_Example
    do {
      message = try Tensorflow_Example(serializedBytes: payload)
    } catch {
      throw Refusal(reason: "the payload is not a tf.train.Example (\(error))")
    }
    let features = message.features.feature
    let values = try Self.floats(fields.ink, in: features)
    try Self.check(shape: try Self.integers(fields.shape, in: features), of: values, fields)
    if let place = values.firstIndex(where: { !$0.isFinite }) {
      throw Refusal(
        reason: "\(fields.ink) holds \(values[place]) at point \(place / 3), column \(place % 3)")
    }
    ink = values
    classIndex = try Self.classIndex(in: features, fields, classCount)
  }

  /// The serialised `tf.train.Example`, whose bytes depend on the drawing alone.
  ///
  /// - Throws: Nothing that a drawing can cause; protobuf's own errors are passed on.
  func payload(fields: InkFields = InkFields()) throws -> [UInt8] {
    var message = Tensorflow_Example()
    var features: [String: Tensorflow_Feature] = [:]
    features[fields.ink, default: Tensorflow_Feature()].floatList.value = ink
    features[fields.shape, default: Tensorflow_Feature()].int64List.value = [Int64(pointCount), 3]
    if let classIndex {
      features[fields.classIndex, default: Tensorflow_Feature()].int64List.value = [
        Int64(classIndex)
      ]
    }
    message.features.feature = features
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    return try message.serializedBytes(options: options)
  }

  private static func check(shape: [Int64], of values: [Float], _ fields: InkFields) throws {
    guard shape.count == 2 else {
      throw Refusal(
        reason: "\(fields.shape) should be two numbers, points and 3, but it has \(shape.count)")
    }
    guard shape[0] >= 0, shape[1] == 3 else {
      throw Refusal(reason: "\(fields.shape) is \(shape), but a drawing is [points, 3]")
    }
    let (size, overflow) = shape[0].multipliedReportingOverflow(by: 3)
    guard !overflow, size == Int64(values.count) else {
      throw Refusal(
        reason: "\(fields.shape) is \(shape), but \(fields.ink) has \(values.count) numbers")
    }
  }

  private static func classIndex(
    in features: [String: Tensorflow_Feature], _ fields: InkFields, _ classCount: Int?
  ) throws -> Int? {
    if classCount == nil, features[fields.classIndex]?.kind == nil { return nil }
    let values = try integers(fields.classIndex, in: features)
    guard values.count == 1, let value = values.first else {
      throw Refusal(reason: "\(fields.classIndex) should be one number, but it has \(values.count)")
    }
    guard let index = Int(exactly: value), index >= 0, index < classCount ?? Int(Int32.max) else {
      let range = classCount.map { "from 0 to \($0 - 1), for \($0) classes" } ?? "not negative"
      throw Refusal(reason: "\(fields.classIndex) is \(value), but should be \(range)")
    }
    return index
  }

  private static func floats(
    _ name: String, in features: [String: Tensorflow_Feature]
  ) throws -> [Float] {
    guard case .floatList(let list) = try kind(of: name, in: features) else {
      throw wrongType(name, expected: "float_list", in: features)
    }
    return list.value
  }

  private static func integers(
    _ name: String, in features: [String: Tensorflow_Feature]
  ) throws -> [Int64] {
    guard case .int64List(let list) = try kind(of: name, in: features) else {
      throw wrongType(name, expected: "int64_list", in: features)
    }
    return list.value
  }

  private static func kind(
    of name: String, in features: [String: Tensorflow_Feature]
  ) throws -> Tensorflow_Feature.OneOf_Kind {
    guard let feature = features[name] else {
      let present = features.keys.sorted().prefix(5).joined(separator: ", ")
      throw Refusal(
        reason: "feature \(name) is missing; the record has "
          + (present.isEmpty ? "no features" : present))
    }
    guard let kind = feature.kind else { throw Refusal(reason: "feature \(name) has no value") }
    return kind
  }

  private static func wrongType(
    _ name: String, expected: String, in features: [String: Tensorflow_Feature]
  ) -> Refusal {
    let found =
      switch features[name]?.kind {
      case .bytesList: "bytes_list"
      case .floatList: "float_list"
      case .int64List: "int64_list"
      case nil: "nothing"
      }
    return Refusal(reason: "feature \(name) should be \(expected), but it is \(found)")
  }
}
