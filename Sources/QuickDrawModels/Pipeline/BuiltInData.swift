/// Generated drawings that stand in for data that is not there.
struct BuiltInData {
  private let options: DataOptions
  private let normalize: Ink.Normalization
  private let classes: ClassList

  /// The drawings that `options.builtInSeed` fixes.
  init(options: DataOptions, normalize: Ink.Normalization) throws {
    self.options = options
    self.normalize = normalize
    classes = try options.classes ?? ClassList(names: SyntheticDrawings.categories)
  }

  /// The sets, with a notice about the files that `absent` misses, if they are a substitute.
  func source(insteadOf absent: DataFileError? = nil) throws -> DataSource {
    let training = 0..<options.builtInTraining
    let evaluation = training.upperBound..<training.upperBound + options.builtInEvaluation
    var source = DataSource(classes: classes)
    if options.use == .training { source.train = try set("training", training) }
    source.eval = try set("evaluation", evaluation)
    source.builtIn = BuiltInRecord(options)
    guard let absent else { return source }
    source.notices = [
      "\(absent.file): \(absent.reason); using built-in drawings of "
        + "\(SyntheticDrawings.categories.count) categories instead (the real ones: "
        + "https://github.com/googlecreativelab/quickdraw-dataset, then `graphrun data prepare`)"
    ]
    return source
  }

  private func set(_ name: String, _ numbers: Range<Int>) throws -> Dataset {
    // Categories that the network does not know are left out.
    let parts = SyntheticDrawings.recipes.compactMap { recipe in
      classes.index(of: recipe.name).map { BuiltInExamples.Part(recipe: recipe, label: $0) }
    }
    let examples = BuiltInExamples(
      parts, numbers: numbers, seed: options.builtInSeed, normalize: normalize,
      memoryLimit: options.memoryLimit)
    guard examples.count > 0 else {
      throw DataFileError(
        file: "built-in drawings",
        reason: "none of their categories is among the \(classes.count) classes of the network")
    }
    return Dataset(
      source: examples, classes: classes,
      name: "built-in \(name) drawings, seed \(options.builtInSeed)")
  }
}
