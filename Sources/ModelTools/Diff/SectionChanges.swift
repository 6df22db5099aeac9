import GraphDSL
import Runtime

/// Compares what stands beside the graph: parameters, inputs, data and training.
enum SectionChanges {
  /// The parameters by name.
  static func params(_ old: LoweredModel, _ new: LoweredModel) -> [ValueChange] {
    func values(_ model: LoweredModel) -> [(name: String, value: AttributeValue)] {
      model.parameters.entries.map { ($0.name.value, $0.value) }
    }
    return ValueChange.pairs(values(old), values(new))
  }

  /// The inputs with their types.
  static func inputs(_ old: LoweredModel, _ new: LoweredModel) -> [ValueChange] {
    func types(_ model: LoweredModel) -> [(name: String, value: AttributeValue)] {
      model.inputs.map { ($0.name, .string(model.type(of: $0).description)) }
    }
    return ValueChange.pairs(types(old), types(new))
  }

  /// The settings of training, defaults filled in.
  static func training(_ old: TrainSpec?, _ new: TrainSpec?) -> [ValueChange] {
    guard let old, let new else {
      return missing("train", old.map(summary), new.map(summary))
    }
    return ValueChange.pairs(counts(old), counts(new))
      + ComparedCall.changes("optimizer", optimizer(old), optimizer(new))
      + ComparedCall.changes("schedule", schedule(old), schedule(new))
      + ValueChange.pairs(clip(old), clip(new))
      + ValueChange.pairs(records(old), records(new))
  }

  /// The settings of the data, defaults filled in.
  static func data(_ old: DataSpec?, _ new: DataSpec?) -> [ValueChange] {
    guard let old, let new else {
      return missing("data", old.map(summary), new.map(summary))
    }
    return ValueChange.pairs(settings(old), settings(new))
  }

  private static func missing(_ name: String, _ old: String?, _ new: String?) -> [ValueChange] {
    guard old != nil || new != nil else { return [] }
    return [ValueChange(name: name, old: old.map { .string($0) }, new: new.map { .string($0) })]
  }

  // MARK: Training

  private typealias Settings = [(name: String, value: AttributeValue)]

  private static func summary(_ train: TrainSpec) -> String {
    "\(train.steps) steps of \(train.batchSize) with \(train.optimizer.op.value)"
  }

  private static func counts(_ train: TrainSpec) -> Settings {
    [
      ("steps", .int(train.steps)), ("batch_size", .int(train.batchSize)),
      ("seed", .int(train.seed)), ("l2", .float(train.recipe.l2)),
    ]
  }

  private static func optimizer(_ train: TrainSpec) -> ComparedCall {
    let schema = OptimizerCatalog.named(train.optimizer.op.value)?.schema
    return call(train.optimizer, schema)
  }

  private static func schedule(_ train: TrainSpec) -> ComparedCall {
    let schema = ScheduleCatalog.named(train.schedule.op.value)?.schema
    return call(train.schedule, schema)
  }

  private static func call(_ component: ComponentSpec, _ schema: ComponentSchema?) -> ComparedCall {
    ComparedCall(
      component.op.value, given: component.attributes.values, declared: schema?.attributes ?? [])
  }

  private static func clip(_ train: TrainSpec) -> Settings {
    let given = train.clip.values
    guard !given.isEmpty else { return [] }
    let call = ComparedCall("clip", given: given, declared: GradientClipping.schema.attributes)
    return call.attributes.map { ("clip.\($0.name)", $0.value) }
  }

  private static func records(_ train: TrainSpec) -> Settings {
    var settings: Settings = [
      ("summaries.every", train.summaries.every.attributeValue),
      ("summaries.record", train.summaries.record.attributeValue),
      ("checkpoint.every", train.checkpoint.every.attributeValue),
      ("checkpoint.keep", .int(train.checkpoint.keep)),
    ]
    if let best = train.checkpoint.best {
      settings.append(("checkpoint.best", .string("eval.\(best.value)")))
    }
    if let evaluation = train.evaluation {
      settings.append(("eval.every", evaluation.every.attributeValue))
      settings.append(
        ("eval.batches", evaluation.batches.map { .int($0) } ?? .string("all")))
    }
    return settings
  }

  // MARK: Data

  private static func summary(_ data: DataSpec) -> String {
    data.format.value.rawValue + (data.train.map { " \($0.files.value)" } ?? "")
  }

  private static func settings(_ data: DataSpec) -> Settings {
    var settings: Settings = [("format", data.format.value.attributeValue)]
    if let classes = data.classes { settings.append(("classes", .string(classes.value))) }
    for (name, split) in [("train", data.train), ("eval", data.evaluation)] {
      guard let split else { continue }
      settings.append(("\(name).files", .string(split.files.value)))
      settings.append(("\(name).shuffle", .int(split.shuffle)))
      if let bucket = split.bucket { settings.append(("\(name).bucket", .int(bucket))) }
    }
    for field in data.fields {
      let path = "fields.\(field.input.value)"
      settings.append(("\(path).key", .string(field.key.value)))
      if let shape = field.shape { settings.append(("\(path).shape", .string(shape.value))) }
    }
    if let raw = data.raw {
      settings += [
        ("raw.format", raw.format.attributeValue), ("raw.strokes", .string(raw.strokes)),
        ("raw.class", .string(raw.classKey)), ("raw.steps", raw.steps.attributeValue),
      ]
    }
    return settings
  }
}
