import Foundation
import GraphDSL
import QuickDrawModels
import Runtime

/// The tensors of a file with their statistics, as `ckpt show` prints them.
public struct TensorTable: Sendable {
  /// A tensor and what its numbers tell.
  public struct Row: Sendable {
    public let tensor: TensorShape
    /// The element type in the file.
    public let type: SafetensorsType
    public let statistics: TensorStatistics
  }

  /// The tensors, by name.
  public let rows: [Row]

  /// Reads every tensor of a file, one after the other.
  ///
  /// - Throws: `FileError` when a tensor cannot be read.
  public init(_ file: SafetensorsFile) throws {
    rows = try file.tensors.map { tensor in
      Row(
        tensor: TensorShape(tensor.name, tensor.shape), type: tensor.type,
        statistics: TensorStatistics(try file.floats(tensor)))
    }
  }

  /// The elements of all tensors.
  public var count: Int { rows.reduce(0) { $0 + $1.statistics.count } }

  /// The names of tensors that hold numbers that are not finite.
  public var damaged: [String] {
    rows.filter { $0.statistics.notANumber + $0.statistics.infinite > 0 }.map(\.tensor.name)
  }

  /// A table with a line for all at its end.
  public var lines: [String] {
    // A column that says the same of every tensor is left out.
    let showsType = rows.contains { $0.type != .f32 }
    let showsDamage = !damaged.isEmpty
    var columns: [(String, TextTable.Alignment)] = [("tensor", .left)]
    if showsType { columns.append(("type", .left)) }
    columns += [("shape", .left)]
    columns += ["elements", "min", "max", "mean", "std", "norm"].map {
      ($0, TextTable.Alignment.right)
    }
    if showsDamage { columns += [("NaN", .right), ("infinite", .right)] }
    var table = TextTable(columns)
    for row in rows {
      let all = row.statistics
      var cells = [DisplayText.escaped(row.tensor.name)]
      if showsType { cells.append(row.type.rawValue) }
      cells += ["\(row.tensor.shape)", Format.count(all.count)]
      cells += [all.least, all.greatest, all.mean, all.deviation, all.norm].map(Format.number)
      if showsDamage { cells += [Format.count(all.notANumber), Format.count(all.infinite)] }
      table.append(cells)
    }
    var total = Array(repeating: "", count: columns.count)
    total[0] = "\(rows.count) tensors"
    total[showsType ? 3 : 2] = Format.count(count)
    table.append(total)
    return table.lines(footerRows: 1)
  }

  /// One object with a list of tensors.
  public func json(path: String, step: Int?) -> JSONValue {
    var object = JSONObject()
    object["path"] = .string(path)
    object["step"] = step.map(JSONValue.integer)
    object["elements"] = .integer(count)
    object["tensors"] = .array(
      rows.map { row in
        var tensor = JSONObject()
        tensor["name"] = .string(row.tensor.name)
        tensor["type"] = .string(row.type.rawValue)
        tensor["shape"] = .array(row.tensor.shape.map(JSONValue.integer))
        for member in row.statistics.json.members { tensor[member.name] = member.value }
        return .object(tensor)
      })
    return .object(object)
  }
}
