import GraphDSL
import QuickDrawModels
import Runtime

/// Weights on their way between this program and another framework.
public struct WeightExchange: Sendable {
  /// The tensors to write.
  public let tensors: [NamedTensor]

  /// Why weights do not fit a model.
  public struct Mismatch: Error, Sendable, CustomStringConvertible {
    let path: String
    let report: LoadReport
    let layout: WeightLayout

    /// What fits and what does not, with every name.
    public var description: String {
      var lines = [
        "\(path): \(report.matched.count) of the \(report.wantedCount) tensors that the model wants fit; "
          + "nothing was written"
      ]
      let parts = [
        ("fit", report.matched.map { "\($0.name) \($0.shape)" }),
        ("missing there", report.missing.map { "\($0.name) \($0.shape)" }),
        ("not wanted by the model", report.unused.map { "\($0.name) \($0.shape)" }),
        ("of another shape", report.reshaped.map(\.description)),
        ("named by the map, but not in the model", layout.unknown),
      ]
      for (what, names) in parts where !names.isEmpty {
        lines.append("  \(what):")
        lines += names.map { "    " + DisplayText.escaped($0) }
      }
      lines.append("hint: " + hint)
      return lines.joined(separator: "\n")
    }

    private var hint: String {
      report.reshaped.isEmpty
        ? layout.advice : "--set gives the model other sizes, such as --set num_classes=10"
    }
  }

  /// Weights of this program as the layout has them.
  ///
  /// - Throws: ``Mismatch`` when the file is not of the model; `FileError` when it cannot be read.
  public init(exporting file: SafetensorsFile, as layout: WeightLayout) throws {
    let wanted = layout.groups.flatMap(\.own)
    let report = LoadReport(loading: file.shapes, into: wanted)
    guard report.isComplete else {
      throw Mismatch(path: file.path, report: report, layout: layout)
    }
    tensors = try layout.groups.flatMap { group in
      try Self.convert(group.own, of: file, to: group.other, by: group.toOther)
    }
  }

  /// Weights in the layout as this program has them.
  ///
  /// - Throws: ``Mismatch`` when not every tensor fits; `FileError` when the file cannot be read.
  public init(importing file: SafetensorsFile, from layout: WeightLayout) throws {
    let given = file.shapes.filter { !layout.ignored.contains($0.name) }
    let report = LoadReport(loading: given, into: layout.groups.flatMap(\.other))
    guard report.isComplete, layout.unknown.isEmpty else {
      throw Mismatch(path: file.path, report: report, layout: layout)
    }
    tensors = try layout.groups.flatMap { group in
      try Self.convert(group.other, of: file, to: group.own, by: group.toOwn)
    }
  }

  private static func convert(
    _ given: [TensorShape], of file: SafetensorsFile, to made: [TensorShape],
    by conversion: TensorGroup.Conversion
  ) throws -> [NamedTensor] {
    let values = try given.map { try file.floats(file.tensor($0.name)) }
    return zip(made, conversion(values)).map {
      NamedTensor($0.name, shape: $0.shape, values: $1)
    }
  }
}
