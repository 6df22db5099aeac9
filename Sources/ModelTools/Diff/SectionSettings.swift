import GraphDSL
import Runtime

/// What stands in a model file beside the graph, as names and values, defaults filled in.
enum SectionSettings {
  typealias Settings = [(name: String, value: AttributeValue)]

  /// The parameters.
  static func params(_ model: LoweredModel) -> Settings {
    model.parameters.entries.map { ($0.name.value, $0.value) }
  }

  /// All settings of training; none without a section.
  static func training(_ train: TrainSpec?) -> Settings {
    guard let train else { return [] }
    func flat(_ name: String, _ call: ComparedCall) -> Settings {
      [(name, .string(call.op))] + call.attributes.map { ("\(name).\($0.name)", $0.value) }
    }
    return counts(train) + flat("optimizer", optimizer(train)) + flat("schedule", schedule(train))
      + clip(train) + averaging(train) + records(train)
  }

  /// All settings of the data; none without a section.
  static func data(_ data: DataSpec?) -> Settings { data.map { self.data($0) } ?? [] }

  // MARK: Training

  static func summary(_ train: TrainSpec) -> String {
    "\(train.steps) steps of \(train.batchSize) with \(train.optimizer.op.value)"
  }

  static func counts(_ train: TrainSpec) -> Settings {
    [
      ("steps", .int(train.steps)), ("batch_size", .int(train.batchSize)),
      ("seed", .int(train.seed)), ("l2", .float(train.recipe.l2)),
    ]
  }

  static func optimizer(_ train: TrainSpec) -> ComparedCall {
    let schema = OptimizerCatalog.named(train.optimizer.op.value)?.schema
    return call(train.optimizer, schema)
  }

  static func schedule(_ train: TrainSpec) -> ComparedCall {
    let schema = ScheduleCatalog.named(train.schedule.op.value)?.schema
    return call(train.schedule, schema)
  }

  private static func call(_ component: ComponentSpec, _ schema: ComponentSchema?) -> ComparedCall {
    ComparedCall(
      component.op.value, given: component.attributes.values, declared: schema?.attributes ?? [])
  }

  static func clip(_ train: TrainSpec) -> Settings {
    let given = train.clip.values
    guard !given.isEmpty else { return [] }
    let call = ComparedCall("clip", given: given, declared: GradientClipping.schema.attributes)
    return call.attributes.map { ("clip.\($0.name)", $0.value) }
  }

  static func averaging(_ train: TrainSpec) -> Settings {
    guard let given = train.averaging?.values else { return [] }
    let call = ComparedCall("ema", given: given, declared: WeightAveraging.schema.attributes)
    return call.attributes.map { ("ema.\($0.name)", $0.value) }
  }

  static func records(_ train: TrainSpec) -> Settings {
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
    if let stopping = train.earlyStopping {
      settings += [
        ("early_stopping.metric", .string("eval.\(stopping.metric)")),
        ("early_stopping.patience", .int(stopping.patience)),
        ("early_stopping.min_delta", .float(stopping.minDelta)),
      ]
    }
    return settings
  }

  // MARK: Data

  static func summary(_ data: DataSpec) -> String {
    data.format.value.rawValue + (data.train.map { " \($0.files.value)" } ?? "")
  }

  static func data(_ data: DataSpec) -> Settings {
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
