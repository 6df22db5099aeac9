import Runtime

/// Reads the `data` section.
struct DataReader {
  private static let format = Attribute<DataSpec.Format>("format", "What kind of files.")
  private static let classes = Attribute<String>(
    "classes", "The file that lists the classes.", optional: true)
  private static let files = Attribute<String>("files", "A path, or a pattern with * and ?.")
  private static let shuffle = Attribute<Int>(
    "shuffle", "How many examples are shuffled together.", default: 0, least: 0)
  private static let bucket = Attribute<Int>(
    "bucket", "The window in which examples of similar length are put together.",
    optional: true, least: 1)
  private static let key = Attribute<String>("key", "The feature that holds the numbers.")
  private static let shape = Attribute<String>(
    "shape", "The feature that holds the shape.", optional: true)
  private static let rawFormat = Attribute<DataSpec.Format>(
    "format", "What kind of files.", default: .ndjson)
  private static let strokes = Attribute<String>(
    "strokes", "The key of the strokes.", default: "drawing")
  private static let classKey = Attribute<String>(
    "class", "The key of the class.", default: "word")
  private static let steps = Attribute<[DataSpec.Step]>(
    "steps", "What turns a drawing into an input.", default: [.unitBox, .deltas])

  /// The section's keys.
  static let schema = SectionSchema(
    "data", "Where examples come from.",
    .settings(
      [format, classes],
      sections: [
        SectionSchema("train", "What is trained on.", .settings([files, shuffle, bucket])),
        SectionSchema("eval", "What is evaluated on.", .settings([files, shuffle, bucket])),
        SectionSchema(
          "fields", "Where each input is found in an example.", .byInput([key, shape])),
        SectionSchema(
          "raw", "How drawings are read that are no examples yet.",
          .settings([rawFormat, strokes, classKey, steps])),
      ]))

  private let parameters: ParameterTable
  private let inputs: [String]
  private var diagnostics = Diagnostics()

  private init(_ parameters: ParameterTable, inputs: [String]) {
    self.parameters = parameters
    self.inputs = inputs
  }

  /// Reads the section's settings.
  ///
  /// - Parameters:
  ///   - entry: The key `data` and its mapping.
  ///   - inputs: The names of the model's inputs.
  ///   - parameters: What expressions can use.
  ///   - diagnostics: Takes the problems.
  /// - Returns: The settings, or nil after reporting what is wrong.
  static func read(
    _ entry: YAMLEntry, inputs: [String], parameters: ParameterTable,
    into diagnostics: inout Diagnostics
  ) -> DataSpec? {
    var reader = DataReader(parameters, inputs: inputs)
    defer { diagnostics.merge(reader.diagnostics) }
    let spec = reader.spec(entry)
    return reader.diagnostics.hasErrors ? nil : spec
  }

  private mutating func spec(_ entry: YAMLEntry) -> DataSpec? {
    let top = SectionReader(
      entry, "data", Self.schema.attributes, others: Self.schema.sections.map(\.name),
      parameters: parameters, into: &diagnostics)
    let part = { (key: String) in entry.value.entries?.first { $0.key.value == key } }
    let train = part("train").flatMap { split($0, "data.train") }
    let evaluation = part("eval").flatMap { split($0, "data.eval") }
    let fields = part("fields").map { readFields($0) } ?? []
    let raw = part("raw").flatMap { readRaw($0) }
    guard let top, let format = top.located(Self.format) else { return nil }
    return DataSpec(
      format: format, classes: top.located(Self.classes), train: train, evaluation: evaluation,
      fields: fields, raw: raw)
  }

  /// The settings of an entry, which are those of a section below; nil after a report.
  private mutating func settings(
    _ entry: YAMLEntry, of section: String, _ path: String
  ) -> SectionReader? {
    let attributes = Self.schema.sections.first { $0.name == section }?.attributes
    return SectionReader(
      entry, path, attributes ?? [], parameters: parameters, into: &diagnostics)
  }

  private mutating func split(_ entry: YAMLEntry, _ path: String) -> DataSpec.Split? {
    guard let reader = settings(entry, of: entry.key.value, path),
      let files = reader.located(Self.files), let shuffle = reader[Self.shuffle]
    else { return nil }
    return DataSpec.Split(files: files, shuffle: shuffle, bucket: reader[Self.bucket])
  }

  private mutating func readFields(_ entry: YAMLEntry) -> [DataSpec.Field] {
    guard let entries = entry.value.entries else {
      diagnostics.error(
        "`data.fields` wants a mapping, not \(entry.value.kind)", at: entry.value.span,
        hint: "write `fields: {ink: {key: ink}}`", code: "type")
      return []
    }
    return entries.compactMap { field in
      let name = field.key.value
      guard inputs.contains(name) else {
        diagnostics.error(
          "the model has no input `\(name)`", at: field.key.span,
          hint: NearestName.hint(name, in: inputs)
            ?? "its inputs are \(inputs.joined(separator: ", "))", code: "unknown-input")
        return nil
      }
      guard let reader = settings(field, of: "fields", "data.fields.\(name)"),
        let key = reader.located(Self.key)
      else { return nil }
      return DataSpec.Field(input: field.key, key: key, shape: reader.located(Self.shape))
    }
  }

  private mutating func readRaw(_ entry: YAMLEntry) -> DataSpec.Raw? {
    guard let reader = settings(entry, of: "raw", "data.raw"),
      let format = reader[Self.rawFormat], let strokes = reader[Self.strokes],
      let classKey = reader[Self.classKey], let steps = reader[Self.steps]
    else { return nil }
    return DataSpec.Raw(format: format, strokes: strokes, classKey: classKey, steps: steps)
  }
}
