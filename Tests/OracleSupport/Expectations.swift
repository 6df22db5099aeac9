import Runtime
import Testing

/// Records a failure unless every element is within `limit` of the expected one, relative to the
/// largest expected magnitude (absolutely when all expected numbers are 0).
///
/// `what` is the name of the case for the message. The place of the call is given to the report.
@discardableResult
public func expectClose(
  _ actual: [Float], _ expected: [Double], limit: Double, _ what: String = "",
  fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column
) -> Closeness {
  let closeness = Closeness(of: actual, to: expected)
  if !(closeness.relative <= limit) {
    Issue.record(
      "\(what): \(closeness), allowed \(limit)",
      sourceLocation: SourceLocation(
        fileID: fileID, filePath: filePath, line: line, column: column))
  }
  return closeness
}

/// Records a failure unless every element is within `absolute + relative * |expected|`, which is
/// how ONNX compares.
///
/// `what` is the name of the case for the message. The place of the call is given to the report.
public func expectClose(
  _ actual: [Float], _ expected: [Double], relative: Double, absolute: Double, _ what: String = "",
  fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column
) {
  let isClose =
    actual.count == expected.count
    && zip(actual.lazy.map(Double.init), expected).allSatisfy { a, e in
      a == e || a.isNaN && e.isNaN || (a - e).magnitude <= absolute + relative * e.magnitude
    }
  if !isClose {
    Issue.record(
      "\(what): \(Closeness(of: actual, to: expected)), allowed \(absolute) + \(relative) * |e|",
      sourceLocation: SourceLocation(
        fileID: fileID, filePath: filePath, line: line, column: column))
  }
}
