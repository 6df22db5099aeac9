import QuickDrawModels
import Runtime

/// What a glance at a tensor's numbers tells.
public struct TensorStatistics: Sendable, Equatable {
  /// The number of elements.
  public let count: Int
  /// The elements that are not a number.
  public private(set) var notANumber = 0
  /// The elements that are infinite.
  public private(set) var infinite = 0
  /// The least of the finite elements; 0 without any, as all that follows.
  public private(set) var least = 0.0
  /// The greatest of the finite elements.
  public private(set) var greatest = 0.0
  /// The mean of the finite elements.
  public private(set) var mean = 0.0
  /// The standard deviation of the finite elements, as of a whole population.
  public private(set) var deviation = 0.0
  /// The square root of the sum of the squares of the finite elements.
  public private(set) var norm = 0.0

  /// The statistics of a tensor's elements, in double precision.
  public init(_ values: [Float]) {
    count = values.count
    var (sum, squares, finite) = (0.0, 0.0, 0)
    var (lowest, highest) = (Float.infinity, -Float.infinity)
    for value in values {
      guard value.isFinite else {
        if value.isNaN { notANumber += 1 } else { infinite += 1 }
        continue
      }
      sum += Double(value)
      squares += Double(value) * Double(value)
      finite += 1
      lowest = min(lowest, value)
      highest = max(highest, value)
    }
    guard finite > 0 else { return }
    (least, greatest) = (Double(lowest), Double(highest))
    mean = sum / Double(finite)
    norm = squares.squareRoot()
    // A second pass: the difference of squares loses what is small beside the mean.
    var spread = 0.0
    for value in values where value.isFinite {
      spread += (Double(value) - mean) * (Double(value) - mean)
    }
    deviation = (spread / Double(finite)).squareRoot()
  }

  /// One object; numbers that JSON cannot hold do not occur.
  var json: JSONObject {
    var object = JSONObject()
    object["count"] = .integer(count)
    object["min"] = .number(least)
    object["max"] = .number(greatest)
    object["mean"] = .number(mean)
    object["std"] = .number(deviation)
    object["norm"] = .number(norm)
    object["nan"] = .integer(notANumber)
    object["infinite"] = .integer(infinite)
    return object
  }
}
