/// One axis of a symbolic shape.
public enum Dim: Hashable, Sendable {
  /// A size known when the graph is built.
  case fixed(Int)
  /// The number of examples in a batch; free until a batch arrives.
  case batch
  /// Steps of a sequence; every example has its own number.
  case ragged(RaggedDim)

  /// The size, when it is known.
  public var fixedSize: Int? {
    if case .fixed(let size) = self { size } else { nil }
  }

  /// Whether each example has its own size.
  public var isRagged: Bool {
    if case .ragged = self { true } else { false }
  }
}

extension Dim: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fixed(let size): String(size)
    case .batch: "B"
    case .ragged(let dim): dim.description
    }
  }
}

/// A ragged axis: the name it was declared with, and what ops did to its lengths since.
///
/// Two values have the same ragged axis exactly when both agree, so the outputs of two equal
/// convolutions of one input can be added.
public struct RaggedDim: Hashable, Sendable, CustomStringConvertible {
  /// The name under `dims:` in a model file.
  public let name: String
  /// Applied to the declared lengths in order.
  public let rules: [LengthRule]

  /// The axis as declared.
  public init(_ name: String) { self.init(name: name, rules: []) }

  private init(name: String, rules: [LengthRule]) {
    self.name = name
    self.rules = rules
  }

  /// The axis whose lengths are `rule` of this one's.
  ///
  /// Steps that were put to the ends and are cut off again leave no trace: `T+1-1` is `T`.
  public func applying(_ rule: LengthRule) -> RaggedDim {
    if let last = rules.last, let both = last.followed(by: rule) {
      return RaggedDim(name: name, rules: rules.dropLast()).applying(both)
    }
    return rule == LengthRule() ? self : RaggedDim(name: name, rules: rules + [rule])
  }

  /// The length that an example of `length` declared steps has on this axis.
  public func length(from length: Int) -> Int {
    rules.reduce(length) { $1.length(from: $0) }
  }

  public var description: String {
    rules.reduce(name) { $1.description(of: $0) }
  }
}

/// How an op changes a sequence's length: `max(0, ⌊(length · multiplier + offset) / divisor⌋)`.
public struct LengthRule: Hashable, Sendable {
  public let multiplier: Int
  public let offset: Int
  public let divisor: Int

  /// A rule; without arguments it changes nothing.
  public init(multiplier: Int = 1, offset: Int = 0, divisor: Int = 1) {
    self.multiplier = multiplier
    self.offset = offset
    self.divisor = divisor
  }

  /// This rule and then another that only adds or cuts steps, as one; nil when they are not one.
  ///
  /// Cutting steps off and adding others is not: it makes steps of a sequence that had none.
  fileprivate func followed(by other: LengthRule) -> LengthRule? {
    let isShift = multiplier == 1 && divisor == 1 && other.multiplier == 1 && other.divisor == 1
    guard isShift, offset >= 0 || other.offset <= 0 else { return nil }
    let (sum, overflow) = offset.addingReportingOverflow(other.offset)
    return overflow ? nil : LengthRule(offset: sum)
  }

  /// The new length of a sequence of `length` steps.
  public func length(from length: Int) -> Int {
    let numerator = length * multiplier + offset
    return numerator < 0 ? 0 : numerator / divisor
  }

  func description(of length: String) -> String {
    var text = multiplier == 1 ? length : "\(multiplier)·\(length)"
    if offset != 0 { text += offset > 0 ? "+\(offset)" : "\(offset)" }
    guard divisor != 1 else { return text }
    return offset == 0 ? "\(text)/\(divisor)" : "(\(text))/\(divisor)"
  }
}
