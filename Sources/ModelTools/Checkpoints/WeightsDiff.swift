import GraphDSL
import QuickDrawModels
import Runtime

/// What differs between the weights of two checkpoints, as `ckpt diff` prints it.
public struct WeightsDiff: Sendable {
  /// A tensor that both have in one shape.
  public struct Row: Sendable {
    public let tensor: TensorShape
    public let comparison: TensorComparison
  }

  /// The tensors that both have, in the order of A.
  public let rows: [Row]
  /// What only one has, or has in another shape.
  public let fit: LoadReport

  /// Compares every tensor of B with A's of the same name.
  ///
  /// - Throws: `FileError` when a tensor cannot be read.
  public init(_ a: SafetensorsFile, _ b: SafetensorsFile) throws {
    fit = LoadReport(loading: a.shapes, into: b.shapes)
    rows = try fit.matched.map { tensor in
      Row(
        tensor: tensor,
        comparison: TensorComparison(
          try a.floats(a.tensor(tensor.name)), try b.floats(b.tensor(tensor.name))))
    }
  }

  /// Whether names, shapes and every number are the same.
  public var isEqual: Bool { fit.isComplete && rows.allSatisfy(\.comparison.isEqual) }

  /// What differs, for a terminal.
  ///
  /// - Parameter showsAll: Whether tensors that are equal have a line, too.
  /// - Returns: A table, what only one side has, and a sentence on the whole.
  public func lines(showsAll: Bool) -> [String] {
    let shown = rows.filter { showsAll || !$0.comparison.isEqual }
    let equal = rows.count { $0.comparison.isEqual }
    var lines: [String] = []
    if !shown.isEmpty {
      var table = TextTable([
        ("tensor", .left), ("shape", .left), ("max |Δ|", .right), ("‖Δ‖ / ‖a‖", .right),
        ("cosine", .right),
      ])
      for row in shown {
        let comparison = row.comparison
        table.append([
          DisplayText.escaped(row.tensor.name), "\(row.tensor.shape)",
          comparison.isEqual ? "equal" : Format.number(comparison.largest),
          comparison.relativeNorm.map(Format.number) ?? "-",
          comparison.cosine.map { Format.decimal($0, 6) } ?? "-",
        ])
      }
      lines += table.lines()
    }
    lines += fit.unused.map { "- \(DisplayText.escaped($0.name)) \($0.shape)" }
    lines += fit.missing.map { "+ \(DisplayText.escaped($0.name)) \($0.shape)" }
    lines += fit.reshaped.map { "~ \(DisplayText.escaped($0.name)) \($0.given) → \($0.wanted)" }
    lines.append(
      isEqual
        ? "all \(rows.count) tensors are equal"
        : "\(rows.count - equal) of \(rows.count) tensors in both differ")
    return lines
  }

  /// One object.
  public var json: JSONValue {
    func names(_ tensors: [TensorShape]) -> JSONValue { .array(tensors.map { .string($0.name) }) }
    func shape(_ sizes: [Int]) -> JSONValue { .array(sizes.map(JSONValue.integer)) }
    var object = JSONObject()
    object["equal"] = .bool(isEqual)
    object["tensors"] = .array(
      rows.map { row in
        var tensor = JSONObject()
        tensor["name"] = .string(row.tensor.name)
        tensor["shape"] = shape(row.tensor.shape)
        tensor["equal"] = .bool(row.comparison.isEqual)
        // JSON has no infinity: null says that one side alone is not finite.
        let largest = row.comparison.largest
        tensor["max_abs"] = largest.isFinite ? .number(largest) : .null
        tensor["relative_norm"] = row.comparison.relativeNorm.map(JSONValue.number) ?? .null
        tensor["cosine"] = row.comparison.cosine.map(JSONValue.number) ?? .null
        return .object(tensor)
      })
    object["only_a"] = names(fit.unused)
    object["only_b"] = names(fit.missing)
    object["reshaped"] = .array(
      fit.reshaped.map { ["name": .string($0.name), "a": shape($0.given), "b": shape($0.wanted)] })
    return .object(object)
  }
}
