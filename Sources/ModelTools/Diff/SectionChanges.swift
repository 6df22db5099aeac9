import GraphDSL
import Runtime

/// Compares what stands beside the graph: parameters, inputs, data and training.
enum SectionChanges {
  /// The parameters by name.
  static func params(_ old: LoweredModel, _ new: LoweredModel) -> [ValueChange] {
    ValueChange.pairs(SectionSettings.params(old), SectionSettings.params(new))
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
      return missing("train", old.map(SectionSettings.summary), new.map(SectionSettings.summary))
    }
    typealias Settings = SectionSettings
    return ValueChange.pairs(Settings.counts(old), Settings.counts(new))
      + ComparedCall.changes("optimizer", Settings.optimizer(old), Settings.optimizer(new))
      + ComparedCall.changes("schedule", Settings.schedule(old), Settings.schedule(new))
      + ValueChange.pairs(Settings.clip(old), Settings.clip(new))
      + ValueChange.pairs(Settings.averaging(old), Settings.averaging(new))
      + ValueChange.pairs(Settings.records(old), Settings.records(new))
  }

  /// The settings of the data, defaults filled in.
  static func data(_ old: DataSpec?, _ new: DataSpec?) -> [ValueChange] {
    guard let old, let new else {
      return missing("data", old.map(SectionSettings.summary), new.map(SectionSettings.summary))
    }
    return ValueChange.pairs(SectionSettings.data(old), SectionSettings.data(new))
  }

  private static func missing(_ name: String, _ old: String?, _ new: String?) -> [ValueChange] {
    guard old != nil || new != nil else { return [] }
    return [ValueChange(name: name, old: old.map { .string($0) }, new: new.map { .string($0) })]
  }
}
