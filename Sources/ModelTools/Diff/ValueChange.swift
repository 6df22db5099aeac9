import Foundation
import Runtime

/// A named value on two sides; nil where a side does not have it.
public struct ValueChange: Sendable, Equatable {
  /// What it is called, such as `num_layers` or `optimizer.learning_rate`.
  public let name: String
  /// The value in A.
  public let old: AttributeValue?
  /// The value in B.
  public let new: AttributeValue?

  /// What happened to it from A to B.
  public var sign: DiffSign {
    guard let old else { return .added }
    guard let new else { return .removed }
    return old.isSame(as: new) ? .same : .changed
  }

  /// Pairs up two lists by name, in the order of the first, then what only the second has.
  static func pairs(
    _ old: [(name: String, value: AttributeValue)], _ new: [(name: String, value: AttributeValue)]
  ) -> [ValueChange] {
    let values = Dictionary(new.map { ($0.name, $0.value) }) { first, _ in first }
    let known = Set(old.map(\.name))
    return old.map { ValueChange(name: $0.name, old: $0.value, new: values[$0.name]) }
      + new.filter { !known.contains($0.name) }
      .map { ValueChange(name: $0.name, old: nil, new: $0.value) }
  }
}

/// How two sides differ in something.
public enum DiffSign: String, Sendable {
  /// Only B has it.
  case added = "+"
  /// Only A has it.
  case removed = "-"
  /// Both have it, but not the same.
  case changed = "~"
  /// Both have the same.
  case same = " "
}

extension AttributeValue {
  /// Whether two values mean the same: `1` and `1.0` do.
  func isSame(as other: AttributeValue) -> Bool {
    if case .list(let old) = self, case .list(let new) = other {
      return old.count == new.count && zip(old, new).allSatisfy { $0.isSame(as: $1) }
    }
    guard let old = Double(attribute: self), let new = Double(attribute: other) else {
      return self == other
    }
    return old == new
  }

  /// The value as short as a person would write it: `9` for 9.0, `1e-8` for 1e-08.
  var shown: String {
    switch self {
    case .float(let number):
      if let whole = Int(exactly: number), abs(whole) < 1_000_000_000 { return String(whole) }
      return "\(number)".replacing("e-0", with: "e-").replacing("e+0", with: "e+")
    case .list(let values): return "[" + values.map(\.shown).joined(separator: ", ") + "]"
    default: return description
    }
  }

  /// The value as JSON.
  var json: JSONValue {
    switch self {
    case .bool(let value): .bool(value)
    case .int(let value): .integer(value)
    case .float(let value): .number(value)
    case .string(let value): .string(value)
    case .list(let values): .array(values.map(\.json))
    }
  }
}
