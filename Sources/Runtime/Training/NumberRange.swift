/// What the numbers of a tensor range over.
public struct NumberRange: Sendable, Equatable {
  /// How many numbers there are.
  public let count: Int
  /// How many of them are not a number.
  public private(set) var nanCount = 0
  /// How many of them are infinite, of either sign.
  public private(set) var infiniteCount = 0
  /// The least and the greatest of those that are finite; nil when none is.
  public private(set) var finite: ClosedRange<Float>?

  /// The range of `count` numbers.
  public init(of numbers: UnsafePointer<Float>, count: Int) {
    self.count = count
    for index in 0..<count {
      let number = numbers[index]
      if number.isNaN {
        nanCount += 1
      } else if number.isInfinite {
        infiniteCount += 1
      } else if let range = finite {
        if !range.contains(number) {
          finite = min(range.lowerBound, number)...max(range.upperBound, number)
        }
      } else {
        finite = number...number
      }
    }
  }

  /// Whether all numbers are finite.
  public var isFinite: Bool { nanCount + infiniteCount == 0 }

  /// The largest magnitude; infinite when a number is not finite, 0 without numbers.
  public var magnitude: Float {
    guard isFinite else { return .infinity }
    return finite.map { max($0.lowerBound.magnitude, $0.upperBound.magnitude) } ?? 0
  }
}
