/// Which drawings become which records, in the order in which they are written.
struct Selection {
  /// A drawing and its class.
  struct Entry: Equatable {
    let place: LineSample.Place
    let label: UInt32
  }

  /// The class list: the words, sorted by their bytes.
  let classes: [String]
  /// The training records.
  private(set) var training: [Entry] = []
  /// The evaluation records.
  private(set) var evaluation: [Entry] = []
  /// What the user should be told.
  private(set) var notices: [String] = []

  /// Splits the sample of each class and shuffles both sets.
  ///
  /// A class with fewer drawings than asked for is split in the same proportion, with at least one
  /// drawing on either side if it has two.
  init(_ sample: LineSample, _ options: PrepareOptions) {
    classes = sample.classes.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var short: [String] = []
    for (label, word) in classes.enumerated() {
      guard var drawings = sample.classes[word] else { continue }
      let places = drawings.random.shuffled(drawings.places)
      let count = places.count
      let training = Self.trainingShare(of: count, options)
      let evaluation = min(count - training, options.evaluationPerClass)
      if training < options.trainingPerClass || evaluation < options.evaluationPerClass {
        short.append("\(word) (\(training) + \(evaluation))")
      }
      let entries = places.map { Entry(place: $0, label: UInt32(label)) }
      self.training += entries[..<training]
      self.evaluation += entries[training..<training + evaluation]
    }
    var random = SplitMix64(seed: options.seed, text: "training", index: 1)
    training = random.shuffled(training)
    random = SplitMix64(seed: options.seed, text: "evaluation", index: 1)
    evaluation = random.shuffled(evaluation)
    notices = Self.notice(short, options).map { [$0] } ?? []
  }

  private static func trainingShare(of count: Int, _ options: PrepareOptions) -> Int {
    let wanted = options.trainingPerClass + options.evaluationPerClass
    guard count < wanted else { return options.trainingPerClass }
    guard options.evaluationPerClass > 0 else { return count }
    guard options.trainingPerClass > 0 else { return 0 }
    let share = Double(count) * Double(options.trainingPerClass) / Double(wanted)
    return count < 2 ? count : min(max(Int(share.rounded()), 1), count - 1)
  }

  private static func notice(_ short: [String], _ options: PrepareOptions) -> String? {
    guard !short.isEmpty else { return nil }
    let shown = short.prefix(5).joined(separator: ", ") + (short.count > 5 ? ", …" : "")
    return "\(short.count) classes have fewer than \(options.trainingPerClass) training and "
      + "\(options.evaluationPerClass) evaluation drawings and are split in that proportion: "
      + shown
  }
}
