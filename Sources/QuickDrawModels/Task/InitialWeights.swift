import GraphDSL
import Runtime

/// Trained weights from which a new training starts, read and compared with its model.
public struct InitialWeights: Sendable {
  /// Where the user said they are.
  public let path: String
  /// The safetensors file that holds them.
  public let file: String
  /// The steps after which they were saved; nil for a file that is no checkpoint's.
  public let step: Int?
  /// What fits and what does not.
  public let report: LoadReport
  /// What the user should be told, a sentence each.
  public let notices: [String]
  /// The file's SHA-256 digest as hexadecimal digits.
  public let sha256: String
  private let tensors: [NamedTensor]

  /// Why weights cannot be what a training starts from.
  public struct Mismatch: Error, Sendable, CustomStringConvertible {
    let file: String
    let report: LoadReport

    /// How many tensors fit, which do not, and what can be done.
    public var description: String {
      let (fitting, wanted) = (report.matched.count, report.wantedCount)
      let unused = report.unused.count
      let sentence =
        fitting == 0
        ? "none of its tensors fits the model"
        : fitting < wanted
          ? "\(fitting) of the model's \(wanted) tensors fit"
          : "all \(wanted) tensors of the model fit, but \(unused) more "
            + (unused == 1 ? "is" : "are") + " not in it"
      let hint =
        fitting == 0
        ? "`graphrun diff` compares names and shapes"
        : fitting < wanted
          ? "`--partial` loads what fits and starts the rest afresh"
          : "`--partial` leaves aside what is not in the model"
      let lines = report.problems.map { "  " + DisplayText.escaped($0) + "\n" }
      return "\(file): \(sentence)\n" + lines.joined() + "hint: \(hint)"
    }
  }

  /// Reads the weights that fit a model.
  ///
  /// - Parameters:
  ///   - path: A run's folder, of which the newest intact checkpoint is taken, the folder of a
  ///     checkpoint, or a safetensors file.
  ///   - model: The model to train.
  ///   - partially: Whether it is fine that not everything fits.
  /// - Throws: ``Mismatch`` when not everything fits, or with `partially` when nothing does;
  ///   `FileError` when there are no weights, or when they are damaged.
  public init(_ path: String, for model: LoweredModel, partially: Bool) throws {
    let stored = try StoredWeights(path)
    let wanted = ParameterStore(for: model.graph.builder.graph).shapes
    report = LoadReport(loading: stored.file.shapes, into: wanted)
    guard report.isComplete || (partially && !report.matched.isEmpty) else {
      throw Mismatch(file: stored.file.path, report: report)
    }
    self.path = path
    file = stored.file.path
    (step, notices) = (stored.step, stored.notices)
    tensors = try stored.file.tensors(matchedBy: report)
    sha256 = try InputFile(file).sha256()
  }

  /// What was loaded and what was not, a line each.
  public var lines: [String] {
    let elements = report.matched.reduce(0) { $0 + $1.count }
    let origin = step.map { "\(path), step \($0)" } ?? path
    let share = report.isComplete ? "all" : "\(report.matched.count) of"
    var lines = [
      "weights: \(share) \(report.wantedCount) tensors from \(origin) (\(elements) numbers)"
    ]
    let rest = [
      ("of another shape, start afresh", report.reshaped.map(\.description)),
      ("missing there, start afresh", report.missing.map(\.name)),
      ("not in the model, left aside", report.unused.map(\.name)),
    ]
    for (what, names) in rest where !names.isEmpty {
      lines.append("  \(what): " + DisplayText.escaped(LoadReport.shortened(names)))
    }
    return lines
  }

  /// Overwrites what fits.
  func load(into parameters: ParameterStore) {
    for tensor in tensors { parameters.set(tensor.name, to: tensor.values) }
  }

  /// What a receipt keeps of it.
  var json: JSONValue {
    var object = JSONObject()
    object["path"] = .string(path)
    object["file"] = .string(file)
    object["sha256"] = .string(sha256)
    object["step"] = step.map(JSONValue.integer)
    object["loaded"] = .integer(report.matched.count)
    object["reshaped"] = .array(report.reshaped.map { .string($0.description) })
    object["missing"] = .array(report.missing.map { .string($0.name) })
    object["unused"] = .array(report.unused.map { .string($0.name) })
    return .object(object)
  }
}
