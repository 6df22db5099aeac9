import Runtime

/// Reads the `train` section.
struct TrainReader {
  private static let steps = Attribute<Int>("steps", "The number of updates.", least: 1)
  private static let batchSize = Attribute<Int>(
    "batch_size", "Examples in a batch.", default: 32, least: 1, most: 1_048_576)
  private static let seed = Attribute<Int>(
    "seed", "The seed of initial weights, shuffling and dropout.", default: 1, least: 0)
  private static let l2 = Attribute<Double>(
    "l2", "Adds this share of half the sum of the squares of all kernels to the loss.", default: 0,
    least: 0)
  private static let every = Attribute<Interval>("every", "How often.")
  private static let record = Attribute<[TrainSpec.Recorded]>(
    "record", "What a summary holds.", default: [.learningRate, .loss, .gradientNorm])
  private static let keep = Attribute<Int>(
    "keep", "How many of the latest checkpoints are kept.", default: 5, least: 1)
  private static let best = Attribute<String>(
    "best", "The evaluated metric whose best checkpoint is kept.", optional: true)
  private static let batches = Attribute<BatchCount>(
    "batches", "How many batches are evaluated, or all.", default: .all, least: 1)

  /// The section's keys.
  static let schema = SectionSchema(
    "train", "How the model is trained.",
    .settings(
      [steps, batchSize, seed, l2],
      sections: [
        SectionSchema(
          "optimizer", "What turns gradients into new parameters.",
          .component(OptimizerCatalog.all.map { $0.schema }), isRequired: true),
        SectionSchema(
          "schedule", "The share of the learning rate, step by step.",
          .component(ScheduleCatalog.all.map { $0.schema })),
        SectionSchema(
          "clip", GradientClipping.schema.summary, .settings(GradientClipping.schema.attributes)),
        SectionSchema(
          "ema", WeightAveraging.schema.summary, .settings(WeightAveraging.schema.attributes)),
        SectionSchema(
          "summaries", "What training writes down, and how often.", .settings([every, record])),
        SectionSchema(
          "checkpoint", "When checkpoints are saved, and which are kept.",
          .settings([every, keep, best])),
        SectionSchema(
          "eval", "When the model is evaluated, and on how much.", .settings([every, batches])),
        EarlyStopping.schema,
      ]))

  private let parameters: ParameterTable
  private let metrics: [String]
  private var diagnostics = Diagnostics()

  private init(_ parameters: ParameterTable, metrics: [String]) {
    self.parameters = parameters
    self.metrics = metrics
  }

  /// Reads the section's settings.
  ///
  /// - Parameters:
  ///   - entry: The key `train` and its mapping.
  ///   - metrics: The names of the model's metrics.
  ///   - parameters: What expressions can use.
  ///   - diagnostics: Takes the problems.
  /// - Returns: The settings, or nil after reporting what is wrong.
  static func read(
    _ entry: YAMLEntry, metrics: [String], parameters: ParameterTable,
    into diagnostics: inout Diagnostics
  ) -> TrainSpec? {
    var reader = TrainReader(parameters, metrics: metrics)
    defer { diagnostics.merge(reader.diagnostics) }
    return reader.spec(entry)
  }

  private mutating func spec(_ entry: YAMLEntry) -> TrainSpec? {
    let top = SectionReader(
      entry, "train", Self.schema.attributes, others: Self.schema.sections.map(\.name),
      parameters: parameters, into: &diagnostics)
    // Every part is read before anything is given up, so that all mistakes show in one run.
    let part = { (key: String) in entry.value.entries?.first { $0.key.value == key } }
    let optimizer = optimizer(part("optimizer"), at: entry)
    let schedule = schedule(part("schedule"), at: entry)
    let clipping = clipping(part("clip"))
    let summaries = summaries(part("summaries"))
    let checkpoint = checkpoint(part("checkpoint"))
    let evaluation = evaluation(part("eval"))
    let averaging = averaging(part("ema"))
    let stopping = earlyStopping(part("early_stopping"), isEvaluated: part("eval") != nil)
    guard let top, let optimizer, let schedule, let clipping, let summaries, let checkpoint,
      let evaluation, let averaging, let stopping, let steps = top[Self.steps],
      let batchSize = top[Self.batchSize], let seed = top[Self.seed], let l2 = top[Self.l2],
      let rate = learningRate(optimizer.built.learningRate, schedule)
    else { return nil }
    return TrainSpec(
      steps: steps, batchSize: batchSize, seed: seed, optimizer: optimizer.spec,
      schedule: schedule.spec, clip: clipping.attributes, averaging: averaging.attributes,
      recipe: TrainingRecipe(
        optimizer: optimizer.built, learningRate: rate, clipping: clipping.built, l2: l2,
        averaging: averaging.built),
      summaries: summaries, checkpoint: checkpoint, evaluation: evaluation.value,
      earlyStopping: stopping.value)
  }

  /// The settings of a section below; nil after a report.
  private mutating func section(_ entry: YAMLEntry) -> SectionReader? {
    let attributes = Self.schema.sections.first { $0.name == entry.key.value }?.attributes
    return SectionReader(
      entry, "train.\(entry.key.value)", attributes ?? [], parameters: parameters,
      into: &diagnostics)
  }

  // MARK: Optimizer, schedule, clipping

  /// The component that `op` names, with its attributes; nil after a report.
  private mutating func component(
    _ entry: YAMLEntry, _ path: String, _ noun: String, _ schemas: [ComponentSchema]
  ) -> (spec: ComponentSpec, reader: SectionReader)? {
    guard let opNode = entry.value["op"] else {
      diagnostics.error(
        "`\(path)` does not say which \(noun)", at: entry.key.span,
        hint: "write `\(entry.key.value): {op: \(schemas.first?.name ?? "…"), …}`",
        code: "missing-key")
      return nil
    }
    guard let value = parameters.reader.value(of: opNode, into: &diagnostics) else { return nil }
    let name = value.value.description
    guard let schema = schemas.first(where: { $0.name == name }) else {
      let names = schemas.map(\.name)
      diagnostics.error(
        "there is no \(noun) `\(name)`", at: opNode.span,
        hint: NearestName.hint(name, in: names) ?? "there are \(names.joined(separator: ", "))",
        code: "unknown-op")
      return nil
    }
    let reader = SectionReader(
      entry, name, schema.attributes, others: ["op"], parameters: parameters, into: &diagnostics)
    return reader.map {
      (ComponentSpec(op: Located(name, opNode.span), attributes: $0.attributes), $0)
    }
  }

  private mutating func optimizer(
    _ entry: YAMLEntry?, at section: YAMLEntry
  ) -> (spec: ComponentSpec, built: any Optimizer)? {
    guard let entry else {
      diagnostics.error(
        "`train` needs an `optimizer`", at: section.key.span,
        hint: "write `optimizer: {op: adam, learning_rate: 1e-3}`", code: "missing-key")
      return nil
    }
    let schemas = OptimizerCatalog.all.map { $0.schema }
    guard let (spec, reader) = component(entry, "train.optimizer", "optimizer", schemas),
      let type = OptimizerCatalog.named(spec.op.value)
    else { return nil }
    do {
      return (spec, try type.init(spec.attributes))
    } catch {
      reader.report(error, into: &diagnostics)
      return nil
    }
  }

  private struct Schedule {
    let spec: ComponentSpec
    let reader: SectionReader?
  }

  private mutating func schedule(_ entry: YAMLEntry?, at section: YAMLEntry) -> Schedule? {
    guard let entry else {
      let name = Located(ConstantSchedule.schema.name, section.key.span)
      return Schedule(spec: ComponentSpec(op: name, attributes: [:]), reader: nil)
    }
    let schemas = ScheduleCatalog.all.map { $0.schema }
    return component(entry, "train.schedule", "schedule", schemas).map {
      Schedule(spec: $0.spec, reader: $0.reader)
    }
  }

  private mutating func learningRate(_ base: Double, _ schedule: Schedule) -> LearningRate? {
    guard let type = ScheduleCatalog.named(schedule.spec.op.value) else { return nil }
    do {
      return try LearningRate(base, schedule: type, schedule.spec.attributes)
    } catch {
      schedule.reader?.report(error, into: &diagnostics)
      return nil
    }
  }

  private mutating func clipping(
    _ entry: YAMLEntry?
  ) -> (attributes: AttributeReader, built: GradientClipping)? {
    let reader = entry.flatMap { section($0) }
    guard entry == nil || reader != nil else { return nil }
    let attributes = reader?.attributes ?? [:]
    do {
      return (attributes, try GradientClipping(attributes))
    } catch {
      reader?.report(error, into: &diagnostics)
      return nil
    }
  }

  /// The averaging, which may be absent; nil only after a report.
  private mutating func averaging(
    _ entry: YAMLEntry?
  ) -> (attributes: AttributeReader?, built: WeightAveraging?)? {
    guard let entry else { return (nil, nil) }
    guard let reader = section(entry) else { return nil }
    do {
      return (reader.attributes, try WeightAveraging(reader.attributes))
    } catch {
      reader.report(error, into: &diagnostics)
      return nil
    }
  }

  // MARK: Summaries, checkpoints, evaluation

  private mutating func summaries(_ entry: YAMLEntry?) -> TrainSpec.Summaries? {
    guard let entry else {
      return TrainSpec.Summaries(every: .steps(100), record: Self.record.defaultValue ?? [])
    }
    guard let reader = section(entry),
      let every = reader[Self.every], let record = reader[Self.record]
    else { return nil }
    return TrainSpec.Summaries(every: every, record: record)
  }

  private mutating func checkpoint(_ entry: YAMLEntry?) -> TrainSpec.Checkpoints? {
    guard let entry else {
      return TrainSpec.Checkpoints(every: .seconds(300), keep: 5, best: nil)
    }
    guard let reader = section(entry),
      let every = reader[Self.every], let keep = reader[Self.keep]
    else { return nil }
    guard let written = reader.located(Self.best) else {
      return TrainSpec.Checkpoints(every: every, keep: keep, best: nil)
    }
    return metric(written, of: "best").map { name in
      TrainSpec.Checkpoints(every: every, keep: keep, best: written.map { _ in name })
    }
  }

  /// The evaluated metric that a setting names, without `eval.`; nil after a report.
  private mutating func metric(_ written: Located<String>, of key: String) -> String? {
    let known = (["loss"] + metrics).map { "eval.\($0)" }
    guard known.contains(written.value) else {
      diagnostics.error(
        "`\(key)` names an evaluated metric, and there is no `\(written.value)`",
        at: written.span,
        hint: NearestName.hint(written.value, in: known)
          ?? "there are \(known.joined(separator: ", "))", code: "unknown-metric")
      return nil
    }
    return String(written.value.dropFirst("eval.".count))
  }

  /// The early stopping, which may be absent; nil only after a report.
  private mutating func earlyStopping(
    _ entry: YAMLEntry?, isEvaluated: Bool
  ) -> (value: EarlyStopping?, Void)? {
    guard let entry else { return (nil, ()) }
    guard let reader = section(entry),
      let patience = reader[EarlyStopping.patienceKey],
      let minDelta = reader[EarlyStopping.minDeltaKey],
      let written = reader.located(EarlyStopping.metricKey)
        ?? EarlyStopping.metricKey.defaultValue.map({ Located($0, entry.key.span) }),
      let name = metric(written, of: "metric")
    else { return nil }
    guard isEvaluated else {
      diagnostics.error(
        "`early_stopping` watches evaluations, but `train` does not say when to evaluate",
        at: entry.key.span, hint: "write `eval: {every: 1000 steps}` beside it",
        code: "missing-key")
      return nil
    }
    return (EarlyStopping(metric: name, patience: patience, minDelta: minDelta), ())
  }

  /// The evaluation, which may be absent; nil only after a report.
  private mutating func evaluation(
    _ entry: YAMLEntry?
  ) -> (value: TrainSpec.Evaluation?, Void)? {
    guard let entry else { return (nil, ()) }
    guard let reader = section(entry),
      let every = reader[Self.every], let batches = reader[Self.batches]
    else { return nil }
    return (TrainSpec.Evaluation(every: every, batches: batches.count), ())
  }
}
